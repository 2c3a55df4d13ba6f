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
  title: 'The database is an address',
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
      ? ['Connections are kept, and checked before they are used again.']
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
        `With another DATABASE_URL \`${module}\` still connects to ${host}.`,
        'Heroku changes the address whenever it moves the database.',
        'Read the address from DATABASE_URL alone.',
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
          `Without DATABASE_URL \`${module}\` falls back to SQLite.`,
          "The app then starts, takes data, and loses it with the dyno's disk at the next restart.",
          'Stop there instead; development has its own module for SQLite.',
        );
      }
      if (typeof engine === 'string' && engine !== '') return undefined;
      return remark(
        `Without DATABASE_URL \`${module}\` comes to an empty configuration, and says nothing.`,
        'collectstatic passes, and the first query fails.',
        'Attach a database before the first push, or stop with a message when the variable is missing.',
        { blocks: false },
      );
    },
  };
}

function databaseOf({ values }: TrialOutcome): { readonly [key: string]: PlainValue } | undefined {
  return asDict(asDict(values.get('DATABASES'))?.default);
}
