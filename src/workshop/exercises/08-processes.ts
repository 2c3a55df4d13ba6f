import { processCalls } from '../../project/questions/process-commands.ts';
import { defineExercise } from '../exercise.ts';

export default defineExercise({
  number: 8,
  title: 'A process type for the web',
  text: '08-processes',
  minutes: 20,
  groups: ['processes'],
  rules: ['gunicorn-undeclared'],
  praise: (project) => [
    ...(processCalls(project, 'web').some(({ program }) => program === 'gunicorn') ? ['gunicorn answers for the process type `web`.'] : []),
    ...(project.files.has('gunicorn.conf.py') ? ['Its settings stand in `gunicorn.conf.py`, not in a long line.'] : []),
  ],
  solvedBy: ['procfile', 'gunicorn'],
  // The release is the next exercise.
  withhold: (path, after) => (path === 'Procfile' ? after.replace(/^release:.*\n?/m, '') : after),
  answer: ['web: gunicorn gettingstarted.wsgi'],
});
