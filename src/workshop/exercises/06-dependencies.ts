import type { Repository } from '../../project/repository.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';
import { lineOf } from '../place-line.ts';

/** More exact pins than anybody writes by hand. */
const FREEZE_DUMP = 40;

export default defineExercise({
  number: 6,
  title: 'Dependencies said out loud',
  text: '06-dependencies',
  minutes: 15,
  groups: ['dependencies'],
  remarks: (repository) => [...otherEnviron(repository), ...freezeDump(repository)],
  praise: ({ dependencies: { managers, locked, requirements } }) => {
    const main = requirements.filter(({ group }) => group === 'main');
    return [
      ...(managers.length === 1
        ? [`One package manager (${managers[0]!.id}): the build knows whom to follow.`]
        : []),
      ...(main.length > 0 &&
      main.every(({ normalizedName, specifier }) => specifier !== '' || locked.has(normalizedName))
        ? ["Every requirement has its bounds: tomorrow's build is the same software."]
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
      'The requirement `environ` is not what `import environ` means.',
      'The module comes from `django-environ`; the package of that name is another one, from 2007, and the settings would not import.',
      'Write `django-environ` in its place.',
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
      `${file} has ${pinned.length} exact pins: that is what \`pip freeze\` prints, most of it indirect.`,
      'Nobody can tell any more what the project itself uses, and no line gets its security fixes by itself.',
      'Declare what you import, with a range each; leave the rest to a lock file (uv lock, or pip-compile).',
      { file, blocks: false },
    ),
  ];
}
