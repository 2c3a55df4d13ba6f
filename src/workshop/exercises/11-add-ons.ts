import { POSTGRES_CONNECTION_LIMIT } from '../../facts/platform-limits.ts';
import type { Project } from '../../project/project.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';
import { lineOf } from '../place-line.ts';

/** Plans of the free time of Heroku Postgres, which ended in November 2022; recollected, the page with the date was not read. */
const RETIRED_PLAN = /^heroku-postgresql:hobby-(dev|basic)$/;
const SMALLEST_PLAN = 'essential-0';
/** Where nobody sets WEB_CONCURRENCY the buildpack gives one worker for each 256 MB, and the smallest dynos have 512. */
const DEFAULT_WORKERS = 2;

export default defineExercise({
  number: 11,
  title: 'Attached resources',
  text: '11-add-ons',
  minutes: 15,
  groups: ['add-ons'],
  remarks: (project) => [...noAddon(project), ...retiredPlans(project), ...tooManyConnections(project)],
  praise: (project) => {
    const { needed, allowed } = connections(project) ?? {};
    return needed !== undefined && allowed !== undefined && needed <= allowed
      ? [`At worst ${needed} connections, and the plan allows ${allowed}.`]
      : [];
  },
  solvedBy: ['app-json'],
  answer: ['heroku-postgresql:essential-0'],
});

function noAddon({ appJson, dependencies }: Project): Remark[] {
  if ((appJson?.addons.length ?? 0) > 0) return [];
  const isNewDriver = dependencies.declares('psycopg') || dependencies.declares('psycopg-binary');
  return [
    remark(
      appJson === undefined ? 'No add-on is declared: there is no app.json.' : 'app.json declares no add-on.',
      isNewDriver
        ? 'Heroku adds a database by itself only for psycopg2, on a first build; you use psycopg 3.'
        : 'Heroku may add a database by itself, on a first build only; an app made from app.json gets what is declared.',
      'Declare it: "addons": ["heroku-postgresql:essential-0"]',
      { file: appJson === undefined ? undefined : 'app.json' },
    ),
  ];
}

function retiredPlans(project: Project): Remark[] {
  return (project.appJson?.addons ?? [])
    .filter(({ value }) => RETIRED_PLAN.test(value))
    .map(({ value, at }) =>
      remark(
        `The plan \`${value}\` cannot be had any more.`,
        'An app made from app.json stops at this line.',
        'The smallest plan now is `heroku-postgresql:essential-0`.',
        {
          file: 'app.json',
          line: lineOf(project, at),
        },
      ),
    );
}

function tooManyConnections(project: Project): Remark[] {
  const found = connections(project);
  if (found === undefined || found.needed <= found.allowed) return [];
  const { dynos, workers, threads, needed, allowed, plan } = found;
  return [
    remark(
      `${dynos} dynos × ${workers} workers × ${threads} threads = ${needed} connections; ${plan} allows ${allowed}.`,
      'Under load the database refuses the rest, and their requests fail.',
      'Take fewer of one of them, or a larger plan. In app.json: formation, WEB_CONCURRENCY; in gunicorn.conf.py: threads.',
      { file: 'app.json' },
    ),
  ];
}

interface Connections {
  readonly dynos: number;
  readonly workers: number;
  readonly threads: number;
  readonly needed: number;
  readonly allowed: number;
  readonly plan: string;
}

/** The connections at worst and what the plan allows; undefined when the plan or its limit is not known. */
function connections({ appJson, files }: Project): Connections | undefined {
  const plan = appJson?.addons.map(({ value }) => /^heroku-postgresql:([\w-]+)$/.exec(value)?.[1]).find((one) => one !== undefined);
  if (plan !== SMALLEST_PLAN) return undefined;
  const dynos = appJson?.formation.get('web')?.quantity ?? 1;
  const workers = Number(appJson?.env.get('WEB_CONCURRENCY')?.value ?? DEFAULT_WORKERS);
  const threads = Number(/^threads\s*=\s*(\d+)/m.exec(files.text('gunicorn.conf.py') ?? '')?.[1] ?? 1);
  return Number.isInteger(workers)
    ? { dynos, workers, threads, needed: dynos * workers * threads, allowed: POSTGRES_CONNECTION_LIMIT, plan }
    : undefined;
}
