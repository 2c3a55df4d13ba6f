import { defineRule, fixFrom } from '../check/rule.ts';
import { addRequirement } from '../edits/requirements.ts';
import type { Repository } from '../project/repository.ts';
import { editableRequirements } from '../queries/packages/requirements-file.ts';
import { undeclaredImports } from '../queries/packages/undeclared-imports.ts';

interface Facts {
  readonly module: string;
  readonly package: string;
  readonly setting: string | undefined;
  /** The file that imports it, where that is not one of the settings. */
  readonly file?: string;
  /** The hook of the build that installs it, too late for collectstatic. */
  readonly hook?: string;
}

export default defineRule<Facts>({
  id: 'import-undeclared',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Heroku Python Support"',
    url: 'https://devcenter.heroku.com/articles/python-support',
  },
  leadsTo: ['collectstatic-other', 'H10'],
  docs: 'The production settings, or the code that a server loads, import a package that is not declared.',
  initFeature: 'dependencies',
  example: { module: 'environ', package: 'django-environ', setting: undefined },
  *check(repository) {
    const { dependencies } = repository;
    // Without any declaration all of them would be listed; that has a finding of its own.
    if (dependencies.managers.length === 0) return;
    for (const { module, package: name, setting, file: importer, at } of undeclaredImports(
      repository,
    )) {
      const file = editableRequirements(repository);
      const text = file === undefined ? undefined : repository.files.text(file);
      const result = text === undefined ? undefined : addRequirement(text, { name, specifier: '' });
      yield {
        at,
        facts: {
          module,
          package: name,
          setting,
          ...(importer === undefined ? {} : { file: importer }),
          ...(installsLate(repository, name) ? { hook: LATE_HOOK } : {}),
        },
        ...fixFrom(`Declare ${name}`, 'unsafe', file, result),
      };
    }
  },
  message: ({ module, package: name, setting, file, hook }) => ({
    what: `${setting !== undefined ? `${setting} names \`${module}\`` : `\`${module}\` is imported by ${file === undefined ? 'the production settings' : `\`${file}\``}`}, and its package \`${name}\` is not declared.`,
    why:
      hook !== undefined
        ? `\`${hook}\` installs it, and runs after collectstatic: the build stops with ModuleNotFoundError before it gets there.`
        : file === undefined
          ? 'It happens to be installed on your machine. The build installs only what is declared, so neither collectstatic nor the app can import the settings.'
          : 'It happens to be installed on your machine. The build installs only what is declared, so the app stops here with ModuleNotFoundError when it loads its apps and URLs.',
    next: `Add \`${name}\` to the main dependencies, not to a development group.`,
  }),
});

/** Runs at the end of the build. Source: heroku-buildpack-python v351, bin/compile; read 2026-11-23. */
const LATE_HOOK = 'bin/post_compile';

function installsLate({ files }: Repository, name: string): boolean {
  const wanted = name.toLowerCase().replace(/[-_.]+/g, '[-_.]+');
  return new RegExp(`^[ \\t]*(python -m )?(uv )?pip install\\b.*\\b${wanted}\\b`, 'im').test(
    files.text(LATE_HOOK) ?? '',
  );
}
