import type { Repository } from '../../project/repository.ts';
import { knownSetting } from '../../queries/settings/production-settings.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';

export default defineExercise({
  number: 1,
  title: 'A repository with only source files',
  text: '01-repository',
  minutes: 15,
  groups: ['repository'],
  remarks: (repository) => [...collectedNotIgnored(repository), ...notIgnoredYet(repository)],
  praise: ({ git, files }) => [
    ...(git?.isIgnored('.env') ? ['`.env` is ignored, so no secret gets committed.'] : []),
    ...(files.paths.some((path) => /\/migrations\/\d+\w*\.py$/.test(path))
      ? ['The migrations are tracked.']
      : []),
  ],
  solvedBy: ['gitignore'],
  answer: ['git rm -r --cached'],
});

/** What is not there yet, and would be taken along on the day when it is. */
function notIgnoredYet({ git, files }: Repository): Remark[] {
  const open = ['.venv/', '.env', '__pycache__/'].filter((path) => git?.isIgnored(path) === false);
  if (open.length === 0) return [];
  return [
    remark(
      `Nothing ignores ${open.map((path) => `\`${path}\``).join(', ')}.`,
      'As soon as it exists, the next `git add --all` adds it.',
      `Add ${open.length === 1 ? 'it' : 'each of them, one per line,'} to .gitignore.`,
      { file: files.has('.gitignore') ? '.gitignore' : undefined, blocks: false },
    ),
  ];
}

function collectedNotIgnored(repository: Repository): Remark[] {
  const root = knownSetting(repository, 'STATIC_ROOT')?.value;
  const folder = typeof root === 'string' ? /^<root>\/(.+?)\/*$/.exec(root)?.[1] : undefined;
  if (
    folder === undefined ||
    repository.git === undefined ||
    repository.git.isIgnored(`${folder}/`)
  )
    return [];
  const text = repository.files.text('.gitignore');
  const rules = (text ?? '').split(/\r\n|\r|\n/);
  const index = rules.findIndex((rule) => /^\/?(your|my)_?-?(app|project)\b/i.test(rule));
  const what =
    index < 0
      ? `\`${folder}/\` is not ignored.`
      : `The rule \`${rules[index]}\` comes from an example and matches nothing here: your collected files go to \`${folder}/\`.`;
  return [
    remark(
      what,
      'The next commit would include what collectstatic writes there, although the build generates it again anyway.',
      `Ignore it: add the line \`/${folder}/\` to .gitignore.`,
      {
        file: text === undefined ? undefined : '.gitignore',
        line: index < 0 ? undefined : index + 1,
      },
    ),
  ];
}
