import { RULE_OF_OBSERVATION as RULE } from '../foretold.ts';
import type { Evidence } from '../rehearsal.ts';
import { type RouterAnswer, type RouterTarget, sendThroughRouter } from './send-request.ts';

export interface BurstOptions {
  readonly target: RouterTarget;
  readonly host: string;
  /** Pages that answered well when asked alone. */
  readonly paths: readonly string[];
  readonly dynos: number;
  /** What the app said meanwhile. */
  readonly said: () => string;
}

/** Requests at the same time for each web dyno: four workers with five threads, the most that a small dyno is given. */
const REQUESTS_PER_DYNO = 20;
/** Pages that are asked for so. */
const MAX_PAGES = 6;

/** Asks for pages at the same time, as many as the dynos can work on: together they may need more database connections than the plan has. */
export async function observeBurst({ target, host, paths, dynos, said }: BurstOptions): Promise<Evidence> {
  const count = REQUESTS_PER_DYNO * dynos;
  const answers: RouterAnswer[] = [];
  // One page after the other: a page that asks the database then takes all connections that the threads can open.
  for (const path of paths.slice(0, MAX_PAGES)) {
    const ask = (): Promise<RouterAnswer> => sendThroughRouter(target, { path, host, scheme: 'https' });
    answers.push(...(await Promise.all(Array.from({ length: count }, ask))));
  }
  const failed = answers.filter(({ status, code }) => status >= 500 || code !== undefined);
  const labels = new Map<string, number>();
  for (const { status, code } of failed) labels.set(code ?? String(status), (labels.get(code ?? String(status)) ?? 0) + 1);
  const seen = [...labels].map(([label, times]) => `${label} (${times} times)`).join(', ');
  const words = failed.length === 0 ? '' : said();
  return {
    name: `${count} requests at once to ${dynos} web dynos`,
    ok: failed.length === 0,
    severity: 'error',
    expected: 'no server error',
    seen: failed.length === 0 ? 'all answered' : `${seen}${words}`,
    ...(/too many connections|remaining connection slots/.test(words) ? { rule: RULE.connections } : {}),
  };
}
