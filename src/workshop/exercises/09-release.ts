import type { Repository } from '../../project/repository.ts';
import { managementCommand, processCalls } from '../../queries/processes/process-commands.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';
import { lineOf } from '../place-line.ts';
import { standInConfigVars } from '../settings-trial.ts';

export default defineExercise({
  number: 9,
  title: 'Migrations in the release phase',
  text: '09-release',
  minutes: 15,
  groups: ['release'],
  remarks: (repository) => [...noProcfile(repository), ...prompting(repository)],
  praise: (repository) =>
    processCalls(repository, 'release').some((call) => managementCommand(call)?.text === 'migrate')
      ? ['Migrations run once per release, before the new code receives requests.']
      : [],
  rehearsal: {
    mayFail: ['check'],
    until: 'release',
    given: standInConfigVars,
    demands: ['migrations'],
  },
  solvedBy: ['procfile'],
  answer: ['release: python manage.py migrate --no-input'],
});

function noProcfile({ procfile }: Repository): Remark[] {
  if (procfile !== undefined) return [];
  return [
    remark(
      'There is no Procfile, so nothing runs the migrations.',
      'The new code receives requests before its tables exist.',
      'Write the Procfile first. The release phase is one of its lines.',
    ),
  ];
}

function prompting(repository: Repository): Remark[] {
  const call = processCalls(repository, 'release').find(
    (one) => managementCommand(one)?.text === 'migrate',
  );
  if (call === undefined || call.args.some(({ text }) => /^--no-?input$/.test(text))) return [];
  return [
    remark(
      'The release phase runs migrate without `--no-input`.',
      'If migrate asks a question, nobody is there to answer, and the release fails or hangs.',
      'Write: release: python manage.py migrate --no-input',
      {
        file: 'Procfile',
        line: lineOf(repository, call.at),
        blocks: false,
      },
    ),
  ];
}
