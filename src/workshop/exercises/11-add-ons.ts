import type { Repository } from '../../project/repository.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';
import { lineOf } from '../place-line.ts';

/**
 * Plans of the free time of Heroku Postgres, which ended in November 2022; recollected, the page
 * with the date was not read.
 */
const RETIRED_PLAN = /^heroku-postgresql:hobby-(dev|basic)$/;

export default defineExercise({
  number: 11,
  title: 'Add-ons',
  text: '11-add-ons',
  minutes: 15,
  groups: ['add-ons'],
  remarks: (repository) => [...noAddon(repository), ...retiredPlans(repository)],
  praise: ({ appJson }) =>
    appJson?.addons.length
      ? ['The next app created from app.json gets its database automatically.']
      : [],
  solvedBy: ['app-json'],
  answer: ['heroku-postgresql:essential-0'],
});

function noAddon({ appJson, dependencies, djangoProject }: Repository): Remark[] {
  // Of settings that read the address the rule app-json-addon-missing speaks.
  const readsAddress =
    djangoProject?.production?.lookups.some(({ variable }) => variable === 'DATABASE_URL') ?? false;
  if ((appJson?.addons.length ?? 0) > 0 || (appJson !== undefined && readsAddress)) return [];
  const isNewDriver = dependencies.declares('psycopg') || dependencies.declares('psycopg-binary');
  return [
    remark(
      appJson === undefined
        ? 'No add-on is declared: there is no app.json.'
        : 'app.json declares no add-on.',
      isNewDriver
        ? 'Heroku adds a database automatically only for psycopg2, on the first build. You use psycopg 3.'
        : 'Heroku may add a database automatically, but only on the first build. Apps created from app.json get the declared add-ons.',
      'Declare it: "addons": ["heroku-postgresql:essential-0"]',
      { file: appJson === undefined ? undefined : 'app.json' },
    ),
  ];
}

function retiredPlans(repository: Repository): Remark[] {
  return (repository.appJson?.addons ?? [])
    .filter(({ value }) => RETIRED_PLAN.test(value))
    .map(({ value, at }) =>
      remark(
        `The plan \`${value}\` no longer exists.`,
        'Creating an app from app.json fails at this line.',
        'The smallest plan now is `heroku-postgresql:essential-0`.',
        {
          file: 'app.json',
          line: lineOf(repository, at),
        },
      ),
    );
}
