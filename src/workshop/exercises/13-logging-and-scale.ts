import { asDict, knownSetting } from '../../queries/settings/production-settings.ts';
import { defineExercise } from '../exercise.ts';

export default defineExercise({
  number: 13,
  title: 'Logging and scaling',
  text: '13-logging-and-scale',
  minutes: 20,
  groups: ['logging-and-scale'],
  praise: (repository) =>
    asDict(asDict(knownSetting(repository, 'LOGGING')?.value)?.root) === undefined
      ? []
      : ['The root logger is configured, so libraries log to the console too.'],
  // The deploy check asks for what the last exercise teaches.
  rehearsal: { mayFail: ['check'], scale: 'web=2' },
  solvedBy: ['logging'],
  answer: ['logging.StreamHandler'],
});
