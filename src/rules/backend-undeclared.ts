import { defineRule, fixFrom } from '../check/rule.ts';
import { addRequirement } from '../edits/requirements.ts';
import type { BackendPackage } from '../facts/backend-packages.ts';
import { missingBackendPackages } from '../queries/packages/backend-packages.ts';
import { editableRequirements } from '../queries/packages/requirements-file.ts';

interface Facts {
  readonly package: string;
  readonly path: string;
  readonly setting: string | undefined;
  readonly fails: BackendPackage['fails'];
  readonly symptom: string;
}

export default defineRule<Facts>({
  id: 'backend-undeclared',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'django-storages documentation, "Installation"',
    url: 'https://django-storages.readthedocs.io/en/latest/#installation',
  },
  leadsTo: ['collectstatic-other', 'H10'],
  docs: 'A backend in the settings or a model field needs a package that is not declared.',
  initFeature: 'dependencies',
  example: {
    package: 'boto3',
    path: 'storages.backends.s3.S3Storage',
    setting: 'STORAGES',
    fails: 'use',
    symptom: "ImproperlyConfigured: Could not load Boto3's S3 bindings",
  },
  *check(repository) {
    // Without any declaration all of them would be listed; that has a finding of its own.
    if (repository.dependencies.managers.length === 0) return;
    const file = editableRequirements(repository);
    const text = file === undefined ? undefined : repository.files.text(file);
    for (const { needs, setting, at } of missingBackendPackages(repository)) {
      const name = needs.package;
      const result = text === undefined ? undefined : addRequirement(text, { name, specifier: '' });
      const { path, fails, symptom } = needs;
      yield {
        at,
        facts: { package: name, path: path.replace(/\.$/, ''), setting, fails, symptom },
        ...(fails === 'start' ? {} : { severity: 'warning' as const }),
        ...fixFrom(`Declare ${name}`, 'unsafe', file, result),
      };
    }
  },
  message: ({ package: name, path, setting, fails, symptom }) => ({
    what: `${setting === undefined ? 'A model' : setting} uses \`${path}\`, and the package \`${name}\` is not declared.`,
    why: `${fails === 'start' ? 'The build, the release or the app stops' : 'The app starts and fails at the first use of the backend'}: ${symptom}.`,
    next: `Add it to the main dependencies:\n  ${name}`,
  }),
});
