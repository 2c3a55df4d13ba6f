import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOKEN_S } from '../../../src/platform-api/throttle.ts';
import { createThrottle } from '../../../src/platform-api/throttle-strategies.ts';
import type { Row } from '../measure.ts';
import { renderThrottlePicture } from './picture.ts';
import { runShortJobsInRealTime } from './real-time.ts';
import { medians, shortJob } from './scenarios.ts';
import { throttleTables } from './tables.ts';

/** Simulated runs behind each figure. */
const RUNS = 60;
/** Milliseconds of processor time that the tables may take. */
const TABLES_LIMIT_MS = 5000;

/**
 * The tables and the picture of `docs/throttle.md`, simulated with fixed seeds, and ten real
 * processes that share an empty account of the simulated API. Rejects when these are refused as
 * often as with the gem's default strategy.
 */
export async function benchThrottle(checkout: string, say: (line: string) => void): Promise<Row[]> {
  const before = process.cpuUsage();
  say(throttleTables(RUNS));
  const { user, system } = process.cpuUsage(before);
  writeFileSync(join(checkout, 'docs/throttle.svg'), renderThrottlePicture());
  say(
    '\nThe throttle: ten processes of `dynoready compare` in real time, about a minute and a half',
  );
  const run = await runShortJobsInRealTime(join(checkout, 'dist/src/cli/main.js'));
  const gem = medians(RUNS, (seed) =>
    shortJob((options) => createThrottle('proportional-remaining-decrease', options), seed),
  );
  say(
    `The throttle: ${run.served} answers and ${run.refused} refusals in ${(run.elapsedMs / 1000).toFixed(0)} s; simulated with the gem's default: ${gem.refused} refusals in ${gem.endedAtS.toFixed(0)} s`,
  );
  if (run.refused >= gem.refused)
    throw new Error(`${run.refused} requests were refused, with the gem's default ${gem.refused}`);
  return [
    {
      what: 'throttle, all simulations',
      reference: 'promised processor time',
      oursMs: (user + system) / 1000,
      referenceMs: TABLES_LIMIT_MS,
      atMost: 1,
    },
    {
      what: 'throttle, ten short jobs',
      reference: 'each token at once',
      oursMs: run.elapsedMs,
      referenceMs: run.served * TOKEN_S * 1000,
      atMost: 1.7,
    },
  ];
}
