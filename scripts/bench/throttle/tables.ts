import type { ThrottleMeasure } from '../../../src/platform-api/throttle-simulation.ts';
import { median } from '../measure.ts';
import { halfHour, type MakeThrottle, medians, secondsToClear, shortJob } from './scenarios.ts';
import { DOUBLING_BACKOFF, type NamedStrategy, STRATEGIES, VARIANTS } from './strategies.ts';

const CLIENTS = [1, 5, 10, 25, 50, 100, 200];
const COMPARED = ['proportional-remaining-decrease', 'consumption-matching'];

/**
 * The tables of `docs/throttle.md` as Markdown: medians of `runs` simulated runs, the same on each
 * call.
 */
export function throttleTables(runs: number): string {
  return [
    '### Ten clients, 2 processes with 5 threads, half an hour',
    asTable(
      ['strategy', 'refused', 'longest sleep', 'spread', 'served', 'full account used up in'],
      [...STRATEGIES, DOUBLING_BACKOFF].map(({ name, make }) => [
        name,
        ...figures(medians(runs, (seed) => halfHour(make, { clients: 10, threads: 5, seed }))),
        `${clearing(make).toFixed(1)} s`,
      ]),
    ),
    '### Ten clients that share nothing, half an hour',
    asTable(
      ['strategy', 'refused', 'longest sleep', 'spread', 'served'],
      [...STRATEGIES, ...VARIANTS].map(({ name, make }) => [
        name,
        ...figures(medians(runs, (seed) => halfHour(make, { clients: 10, seed }))),
      ]),
    ),
    '### More and fewer clients: refused, longest sleep',
    asTable(
      ['strategy', ...CLIENTS.map(String)],
      compared().map(({ name, make }) => [
        name,
        ...CLIENTS.map((clients) => {
          const measure = medians(Math.ceil(runs / 2), (seed) => halfHour(make, { clients, seed }));
          return `${percent(measure.retryRate)}, ${measure.longestSleepS.toFixed(1)} s`;
        }),
      ]),
    ),
    '### Short jobs: ten processes with 8 calls each, from an empty account',
    asTable(
      ['strategy', 'refused requests', 'refused', 'all done after'],
      STRATEGIES.map(({ name, make }) => {
        const job = medians(runs, (seed) => shortJob(make, seed));
        const refused = job.refused / (job.refused + job.served);
        return [name, job.refused.toFixed(0), percent(refused), `${job.endedAtS.toFixed(0)} s`];
      }),
    ),
  ].join('\n\n');
}

function compared(): readonly NamedStrategy[] {
  return STRATEGIES.filter(({ name }) => COMPARED.includes(name));
}

function figures(measure: ThrottleMeasure): string[] {
  return [
    percent(measure.retryRate),
    `${measure.longestSleepS.toFixed(1)} s`,
    measure.requestSpread.toFixed(0),
    measure.served.toFixed(0),
  ];
}

function clearing(make: MakeThrottle): number {
  return median([1, 2, 3].map((seed) => secondsToClear(make, seed)));
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function asTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
