import { defineRule, fixFrom } from '../check/rule.ts';
import { addRequirement } from '../edits/requirements.ts';
import { PACKAGES_OF_MODULE } from '../facts/packages.ts';
import {
  editableRequirements,
  unreachedDeclaration,
} from '../queries/packages/requirements-file.ts';
import { settingOf, stringsOf } from '../queries/settings/production-settings.ts';
import { storageBackend } from '../queries/static-files/static-files.ts';

export default defineRule<{ setting: string }>({
  id: 'whitenoise-undeclared',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'WhiteNoise documentation, "Using WhiteNoise with Django"',
    url: 'https://whitenoise.readthedocs.io/en/stable/django.html',
  },
  leadsTo: ['H10', 'collectstatic-other'],
  docs: 'The settings use WhiteNoise, but it is not among the dependencies.',
  initFeature: 'dependencies',
  example: { setting: 'MIDDLEWARE' },
  *check(repository) {
    if (
      PACKAGES_OF_MODULE.whitenoise?.some((name) => repository.dependencies.declares(name)) ||
      unreachedDeclaration(repository) !== undefined
    )
      return;
    if (repository.files.paths.some((path) => /(^|\/)whitenoise\/__init__\.py$/.test(path))) return;
    const setting = ['MIDDLEWARE', 'INSTALLED_APPS'].find((name) =>
      stringsOf(repository, name)?.some((item) => item.startsWith('whitenoise.')),
    );
    const used =
      setting ??
      (storageBackend(repository, 'staticfiles')?.startsWith('whitenoise.')
        ? 'STORAGES'
        : undefined);
    if (used === undefined) return;
    const file = editableRequirements(repository);
    const result =
      file === undefined
        ? undefined
        : addRequirement(repository.files.text(file) ?? '', {
            name: 'whitenoise',
            specifier: '>=6.12,<7',
          });
    const state = settingOf(repository, used);
    const element =
      state === undefined || state.state === 'absent'
        ? undefined
        : state.elements?.find(({ value }) => String(value).startsWith('whitenoise.'));
    const at = element?.at ?? (state?.state === 'known' ? state.at : undefined);
    yield { at, facts: { setting: used }, ...fixFrom('Add whitenoise', 'safe', file, result) };
  },
  message: ({ setting }) => ({
    what: `${setting} names WhiteNoise, and the package is not declared.`,
    why: 'It happens to be installed on your machine. The build installs only what is declared, so the app cannot start: H10.',
    next: 'Add it to the main dependencies:\n  whitenoise>=6.12,<7',
  }),
});
