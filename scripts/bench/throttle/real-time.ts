import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ACCOUNT_LIMIT, createGcraLimiter } from '../../../src/platform-api/rate-limit.ts';
import { startSimulatedApi } from '../../../src/platform-api/simulated-api.ts';
import { ACCOUNT } from '../../../test/platform-api/account.ts';

const PROCESSES = 10;
/** Ends the run when the throttle fails: three times what it took when this was written. */
const LIMIT_MS = 300_000;

/** What ten real processes met, in real time. */
export interface RealTimeRun {
  readonly served: number;
  readonly refused: number;
  /** Milliseconds until the last process ended. */
  readonly elapsedMs: number;
}

/**
 * Runs `dynoready compare` in ten processes at once against the simulated API, whose account is
 * empty. Rejects when a process does not print its comparison.
 */
export async function runShortJobsInRealTime(main: string): Promise<RealTimeRun> {
  const folder = mkdtempSync(join(tmpdir(), 'dynoready-bench-throttle-'));
  const started = performance.now();
  const api = await startSimulatedApi(ACCOUNT, {
    limiter: createGcraLimiter(ACCOUNT_LIMIT, 0),
    nowMs: () => performance.now() - started,
  });
  try {
    writeFileSync(join(folder, 'manage.py'), '');
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      HEROKU_HOST: api.host,
      HEROKU_API_KEY: ACCOUNT.token,
    };
    await Promise.all(Array.from({ length: PROCESSES }, () => compare(main, folder, env)));
  } finally {
    await api.close();
    rmSync(folder, { recursive: true });
  }
  const refused = api.requests.filter(({ status }) => status === 429).length;
  return {
    served: api.requests.length - refused,
    refused,
    elapsedMs: performance.now() - started,
  };
}

async function compare(main: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const words = ['compare', '--app', 'shop-live', '--wait', '600', '--format', 'json'];
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...words], {
    cwd,
    env,
    timeout: LIMIT_MS,
  });
  JSON.parse(stdout);
}
