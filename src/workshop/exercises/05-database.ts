import type { PlainValue } from '../../evaluator/api.ts';
import { asDict, knownSetting } from '../../queries/settings/production-settings.ts';
import { defineExercise, remark } from '../exercise.ts';
import {
  fullEnvironment,
  OTHER_DATABASE_URL,
  type SettingsTrial,
  type TrialOutcome,
  without,
} from '../settings-trial.ts';

export default defineExercise({
  number: 5,
  title: 'The database from DATABASE_URL',
  text: '05-database',
  minutes: 25,
  groups: ['database'],
  rules: ['connection-age-missing', 'database-tls-missing', 'driver-undeclared'],
  trials: (repository) => {
    const module = repository.djangoProject?.productionModule?.value;
    if (module === undefined) return [];
    const environment = fullEnvironment(repository);
    return [withOtherAddress(module, environment), withoutAddress(module, environment)];
  },
  praise: (repository) => {
    const database = asDict(asDict(knownSetting(repository, 'DATABASES')?.value)?.default);
    return database?.CONN_HEALTH_CHECKS === true
      ? ['Connections are kept open, and checked before they are reused.']
      : [];
  },
  solvedBy: ['database'],
  answer: ['conn_max_age=600', 'conn_health_checks=True'],
});

function withOtherAddress(
  module: string,
  environment: Readonly<Record<string, string>>,
): SettingsTrial {
  return {
    module,
    environment: { ...environment, DATABASE_URL: OTHER_DATABASE_URL },
    names: ['DATABASES'],
    judge: (outcome) => {
      const host = databaseOf(outcome)?.HOST;
      if (typeof host !== 'string' || host === '' || host === 'db.example.org') return undefined;
      return remark(
        `With another DATABASE_URL, \`${module}\` still connects to ${host}.`,
        'Heroku changes the URL whenever it moves the database.',
        'Read the URL only from DATABASE_URL.',
      );
    },
  };
}

function withoutAddress(
  module: string,
  environment: Readonly<Record<string, string>>,
): SettingsTrial {
  return {
    module,
    environment: without(environment, 'DATABASE_URL'),
    names: ['DATABASES'],
    judge: (outcome) => {
      if (outcome.failure !== undefined || !outcome.values.has('DATABASES')) return undefined;
      const engine = databaseOf(outcome)?.ENGINE;
      if (typeof engine === 'string' && engine.includes('sqlite')) {
        return remark(
          `Without DATABASE_URL, \`${module}\` falls back to SQLite.`,
          'The app starts and accepts data, but loses it with the disk of the dyno at the next restart.',
          'Raise an error instead. Development has its own module for SQLite.',
        );
      }
      if (typeof engine === 'string' && engine !== '') return undefined;
      return remark(
        `Without DATABASE_URL, \`${module}\` silently ends up with an empty configuration.`,
        'collectstatic passes, but the first query fails.',
        'Attach a database before the first push, or raise a clear error when the variable is missing.',
        { blocks: false },
      );
    },
  };
}

function databaseOf({ values }: TrialOutcome): { readonly [key: string]: PlainValue } | undefined {
  return asDict(asDict(values.get('DATABASES'))?.default);
}
