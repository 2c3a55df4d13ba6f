import { processCalls } from '../../queries/processes/process-commands.ts';
import { defineExercise } from '../exercise.ts';
import { standInConfigVars } from '../settings-trial.ts';

export default defineExercise({
  number: 8,
  title: 'The web process',
  text: '08-processes',
  minutes: 20,
  groups: ['processes'],
  rules: ['gunicorn-undeclared'],
  praise: (repository) => [
    ...(processCalls(repository, 'web').some(({ program }) => program === 'gunicorn')
      ? ['gunicorn runs as the `web` process.']
      : []),
    ...(repository.files.has('gunicorn.conf.py')
      ? ['Its settings are in `gunicorn.conf.py`, not in a long command.']
      : []),
  ],
  // There is no release line yet, so no page can be asked for that needs a table.
  rehearsal: { mayFail: ['check', 'release'], until: 'boot', given: standInConfigVars },
  solvedBy: ['procfile', 'gunicorn'],
  // The release is the next exercise.
  withhold: (path, after) => (path === 'Procfile' ? after.replace(/^release:.*\n?/m, '') : after),
  answer: ['web: gunicorn gettingstarted.wsgi'],
});
