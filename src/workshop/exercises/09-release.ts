import type { Project } from '../../project/project.ts';
import { managementCommand, processCalls } from '../../project/questions/process-commands.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';
import { lineOf } from '../place-line.ts';

export default defineExercise({
  number: 9,
  title: 'Work that belongs to the release',
  text: '09-release',
  minutes: 15,
  groups: ['release'],
  remarks: (project) => [...noProcfile(project), ...prompting(project), ...droppedColumns(project)],
  praise: (project) =>
    processCalls(project, 'release').some((call) => managementCommand(call)?.text === 'migrate')
      ? ['Migrations run once per release, before the new code takes requests.']
      : [],
  solvedBy: ['procfile'],
  answer: ['release: python manage.py migrate --no-input'],
});

function noProcfile({ procfile }: Project): Remark[] {
  if (procfile !== undefined) return [];
  return [
    remark(
      'There is no Procfile, so nothing migrates.',
      'The new code takes requests while its tables are not there.',
      'Write the Procfile first; the release is a line of it.',
    ),
  ];
}

function prompting(project: Project): Remark[] {
  const call = processCalls(project, 'release').find((one) => managementCommand(one)?.text === 'migrate');
  if (call === undefined || call.args.some(({ text }) => /^--no-?input$/.test(text))) return [];
  return [
    remark(
      'The release runs migrate without `--no-input`.',
      'Where it has a question, nobody is there to answer, and the release fails or hangs.',
      'Write: release: python manage.py migrate --no-input',
      {
        file: 'Procfile',
        line: lineOf(project, call.at),
        blocks: false,
      },
    ),
  ];
}

/** Only the newest migration of an app can still be split. */
function droppedColumns({ files, site }: Project): Remark[] {
  return (site?.appFolders ?? []).flatMap((folder) => {
    const newest = files.paths.filter((path) => path.startsWith(`${folder}/migrations/`) && /\/\d{4}_\w+\.py$/.test(path)).at(-1);
    const text = newest === undefined ? undefined : files.text(newest);
    const [, operation, model] =
      /migrations\.(RemoveField|DeleteModel|RenameField|RenameModel)\(\s*(?:model_name\s*=\s*|name\s*=\s*)?["'](\w+)["']/.exec(
        text ?? '',
      ) ?? [];
    if (newest === undefined || text === undefined || operation === undefined) return [];
    return [
      remark(
        `${newest} takes something from \`${model}\` (${operation}) that the code before it may still read.`,
        'The release migrates while the old code serves: its requests fail until the new dynos are up.',
        'Split it over two releases: first stop using it, then remove it.',
        { file: newest, line: text.slice(0, text.indexOf(`migrations.${operation}`)).split('\n').length, blocks: false },
      ),
    ];
  });
}
