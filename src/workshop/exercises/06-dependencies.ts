import type { Repository } from '../../project/repository.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';
import { lineOf } from '../place-line.ts';

/** More exact pins than anybody writes by hand. */
const FREEZE_DUMP = 40;

export default defineExercise({
  number: 6,
  title: 'Declared dependencies',
  text: '06-dependencies',
  minutes: 15,
  groups: ['dependencies'],
  remarks: (repository) => [...otherEnviron(repository), ...freezeDump(repository)],
  praise: ({ dependencies: { managers, locked, requirements } }) => {
    const main = requirements.filter(({ group }) => group === 'main');
    return [
      ...(managers.length === 1
        ? [`One package manager (${managers[0]!.id}): the build knows which one to use.`]
        : []),
      ...(main.length > 0 &&
      main.every(({ normalizedName, specifier }) => specifier !== '' || locked.has(normalizedName))
        ? ["Every requirement has bounds: tomorrow's build installs the same software."]
        : []),
    ];
  },
  solvedBy: ['dependencies'],
  answer: ['dj-database-url>='],
});

function otherEnviron(repository: Repository): Remark[] {
  const found = repository.dependencies.requirements.find(
    ({ normalizedName }) => normalizedName === 'environ',
  );
  if (found === undefined) return [];
  return [
    remark(
      'The requirement `environ` does not provide the module in `import environ`.',
      'The module comes from `django-environ`. The package named `environ` is a different one, from 2007, and importing the settings would fail.',
      'Replace it with `django-environ`.',
      { file: found.at.file, line: lineOf(repository, found.at) },
    ),
  ];
}

function freezeDump({ dependencies: { files, requirements } }: Repository): Remark[] {
  const file = files.find(({ kind }) => kind === 'requirements')?.path;
  const pinned = requirements.filter(
    ({ at, specifier }) => at.file === file && specifier.startsWith('=='),
  );
  if (
    file === undefined ||
    pinned.length <= FREEZE_DUMP ||
    files.some(({ kind }) => kind === 'pip-tools-input')
  )
    return [];
  return [
    remark(
      `${file} has ${pinned.length} exact pins: it looks like the output of \`pip freeze\`, most of it indirect dependencies.`,
      'Nobody can tell which packages the project itself uses, and none of them gets security fixes automatically.',
      'Declare the packages that you import, each with a range. Leave the rest to a lock file (uv lock, or pip-compile).',
      { file, blocks: false },
    ),
  ];
}
