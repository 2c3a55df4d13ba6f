import type { Repository } from '../../project/repository.ts';
import { knownSetting } from '../../queries/settings/production-settings.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';

export default defineExercise({
  number: 1,
  title: 'A repository that holds source and nothing else',
  text: '01-repository',
  minutes: 15,
  groups: ['repository'],
  remarks: (repository) => [...collectedNotIgnored(repository), ...notIgnoredYet(repository)],
  praise: ({ git, files }) => [
    ...(git?.isIgnored('.env') ? ['`.env` is ignored, so no secret slips in.'] : []),
    ...(files.paths.some((path) => /\/migrations\/\d+\w*\.py$/.test(path))
      ? ['The migrations are part of the repository.']
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
      'On the day when it is there, the next `git add --all` takes it along.',
      `Put ${open.length === 1 ? 'it' : 'each on a line of its own'} into .gitignore.`,
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
      : `The rule \`${rules[index]}\` stands in somebody's example and matches nothing here: your collected files go to \`${folder}/\`.`;
  return [
    remark(
      what,
      'What collectstatic writes there would be pushed with the next commit, and the build makes it anew anyway.',
      `Ignore it: put the line \`/${folder}/\` into .gitignore.`,
      {
        file: text === undefined ? undefined : '.gitignore',
        line: index < 0 ? undefined : index + 1,
      },
    ),
  ];
}
