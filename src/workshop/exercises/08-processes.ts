import { processCalls } from '../../queries/processes/process-commands.ts';
import { defineExercise } from '../exercise.ts';
import { standInConfigVars } from '../settings-trial.ts';

export default defineExercise({
  number: 8,
  title: 'A process type for the web',
  text: '08-processes',
  minutes: 20,
  groups: ['processes'],
  rules: ['gunicorn-undeclared'],
  praise: (repository) => [
    ...(processCalls(repository, 'web').some(({ program }) => program === 'gunicorn')
      ? ['gunicorn answers for the process type `web`.']
      : []),
    ...(repository.files.has('gunicorn.conf.py')
      ? ['Its settings stand in `gunicorn.conf.py`, not in a long line.']
      : []),
  ],
  // There is no release line yet, so no page can be asked for that needs a table.
  rehearsal: { mayFail: ['check', 'release'], until: 'boot', given: standInConfigVars },
  solvedBy: ['procfile', 'gunicorn'],
  // The release is the next exercise.
  withhold: (path, after) => (path === 'Procfile' ? after.replace(/^release:.*\n?/m, '') : after),
  answer: ['web: gunicorn gettingstarted.wsgi'],
});
