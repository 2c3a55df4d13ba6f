import type { Repository } from '../../project/repository.ts';
import { setsNothing } from '../../queries/settings/production-settings.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';
import { lineOf } from '../place-line.ts';

export default defineExercise({
  number: 2,
  title: 'A settings package',
  text: '02-settings',
  minutes: 20,
  groups: ['settings'],
  remarks: (repository) => [
    ...oneForAll(repository),
    ...emptyReferences(repository),
    ...missingInit(repository),
  ],
  trials: (repository) =>
    [
      ...new Set(
        (repository.djangoProject?.references ?? [])
          .filter(({ kind }) => kind === 'manage')
          .map(({ value }) => value),
      ),
    ].map((module) => ({
      module,
      environment: {},
      names: [],
      judge: ({ failure }) =>
        failure === undefined
          ? undefined
          : remark(
              `\`${module}\` cannot be imported on this machine: ${failure.message}.`,
              'manage.py uses it, so nobody can work while it fails.',
              `Try it: python -c "import ${module}"`,
            ),
    })),
  checks: true,
  praise: ({ djangoProject }) => {
    const manage = djangoProject?.references.find(({ kind }) => kind === 'manage')?.value;
    const server = djangoProject?.references.find(
      ({ kind }) => kind === 'wsgi' || kind === 'asgi',
    )?.value;
    return manage === undefined || server === undefined || manage === server
      ? []
      : [
          `manage.py uses \`${manage}\` and the server uses \`${server}\`: neither depends on someone remembering a variable.`,
        ];
  },
  solvedBy: ['settings'],
  answer: ['gettingstarted.settings.heroku'],
});

/**
 * One module for both, unless DEBUG follows the environment: a single file that branches is as good
 * as a package.
 */
function oneForAll({ djangoProject }: Repository): Remark[] {
  const settings = djangoProject?.production;
  const debug = settings?.get('DEBUG');
  const branches =
    debug !== undefined &&
    (debug.state === 'absent' ||
      debug.state === 'computed' ||
      debug.dependsOn.length > 0 ||
      debug.value === false);
  if (
    djangoProject === undefined ||
    djangoProject.settingsArePackage ||
    (settings?.file !== undefined && branches)
  )
    return [];
  return [
    remark(
      'Development and production share one settings file.',
      'DEBUG, a placeholder key and SQLite reach production as soon as one variable is forgotten.',
      'Make it a package: settings/base.py with local.py and heroku.py next to it. Or let the single file check the environment.',
      { file: settings?.file },
    ),
  ];
}

function emptyReferences(repository: Repository): Remark[] {
  const { djangoProject } = repository;
  return (djangoProject?.references ?? []).flatMap(({ value, at, kind }) => {
    const settings = djangoProject?.evaluate(value, {});
    if (
      settings?.file === undefined ||
      !settings.file.endsWith('/__init__.py') ||
      !setsNothing(settings)
    )
      return [];
    return [
      remark(
        `${at.file} still names \`${value}\`, but that package has no settings of its own.`,
        'Whatever it starts runs without apps, a database or a key.',
        `Name a module in it: \`${value}.${kind === 'wsgi' || kind === 'asgi' ? 'heroku' : 'local'}\`.`,
        { file: at.file, line: lineOf(repository, at) },
      ),
    ];
  });
}

function missingInit({ djangoProject, files }: Repository): Remark[] {
  const file = djangoProject?.production?.file;
  if (file === undefined || !/\/settings\/\w+\.py$/.test(file)) return [];
  const init = file.replace(/\w+\.py$/, '__init__.py');
  if (files.has(init)) return [];
  return [
    remark(
      `${init} is missing.`,
      'Python imports the folder anyway, but test runners and packaging tools skip it.',
      `Add an empty one: touch ${init}`,
      {
        file,
        blocks: false,
      },
    ),
  ];
}
