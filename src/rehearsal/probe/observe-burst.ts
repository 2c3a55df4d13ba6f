import { countConnections } from '../../heroku/addons/count-connections.ts';
import {
  type RouterAnswer,
  type RouterTarget,
  sendThroughRouter,
} from '../../heroku/router/send-request.ts';
import { type Evidence, withFacts } from '../rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from '../rules-of-observations.ts';
import { quoteLog } from './app-error.ts';

export interface BurstOptions {
  readonly target: RouterTarget;
  readonly host: string;
  /** Pages that answered well when asked alone. */
  readonly paths: readonly string[];
  readonly dynos: number;
  /** The database of the app and what its plan allows; undefined when it has none here. */
  readonly database: { readonly port: number; readonly connectionLimit: number } | undefined;
  /** The last error that the app printed meanwhile; empty when it printed none. */
  readonly errorMeanwhile: () => string;
}

/**
 * Requests at the same time for each web dyno: four workers with five threads, the most that a
 * small dyno is given.
 */
const REQUESTS_PER_DYNO = 20;
/** Milliseconds between two counts of the connections. */
const LOOK_MS = 25;
/** Pages that are asked for so. */
const MAX_PAGES = 6;

/**
 * Asks for pages at the same time, as many as the dynos can work on: together they may need more
 * database connections than the plan has.
 */
export async function observeBurst({
  target,
  host,
  paths,
  dynos,
  database,
  errorMeanwhile,
}: BurstOptions): Promise<Evidence> {
  const count = REQUESTS_PER_DYNO * dynos;
  const answers: RouterAnswer[] = [];
  let most = 0;
  const look = (): void => {
    most = Math.max(
      most,
      (database === undefined ? undefined : countConnections(database.port)) ?? 0,
    );
  };
  const looking = setInterval(look, LOOK_MS);
  // One page after the other: a page that asks the database then takes all connections that the
  // threads can open.
  try {
    for (const path of paths.slice(0, MAX_PAGES)) {
      const ask = (): Promise<RouterAnswer> =>
        sendThroughRouter(target, { path, host, scheme: 'https' });
      answers.push(...(await Promise.all(Array.from({ length: count }, ask))));
      look();
    }
  } finally {
    clearInterval(looking);
  }
  const failed = answers.filter(({ status, code }) => status >= 500 || code !== undefined);
  const labels = new Map<string, number>();
  for (const { status, code } of failed)
    labels.set(code ?? String(status), (labels.get(code ?? String(status)) ?? 0) + 1);
  const seen = [...labels].map(([label, times]) => `${label} (${times} times)`).join(', ');
  const error = failed.length === 0 ? '' : errorMeanwhile();
  const limit = database?.connectionLimit ?? 0;
  // What is being refused is connected for a moment, too.
  const share = most >= limit ? `all ${limit}` : `${most} of ${limit}`;
  const used = most === 0 ? '' : `; ${share} database connections in use`;
  const isRefused = /too many connections|remaining connection slots/.test(error);
  return {
    id: 'requests-at-once',
    name: `${count} requests at once to ${dynos === 1 ? 'one web dyno' : `${dynos} web dynos`}`,
    ok: failed.length === 0,
    severity: 'error',
    expected: 'no server error',
    seen: `${failed.length === 0 ? 'all answered' : seen}${used}${quoteLog(error)}`,
    // An app that swallows the database's own words still used all that the plan has.
    ...(isRefused || (failed.length > 0 && limit > 0 && most >= limit)
      ? { rule: RULE.connections }
      : {}),
    ...withFacts({ error }),
  };
}
