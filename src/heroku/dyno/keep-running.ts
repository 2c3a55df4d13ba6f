import type { LogSink } from '../logs/log-line.ts';
import { awaitBoot } from './await-boot.ts';
import type { Dyno } from './start-dyno.ts';

/** Seconds before a crashed dyno is started again: at once, then with growing pauses. Source: from memory, after Dev Center, "Dyno crash restart policy"; 2026-11-24. */
const RESTART_PAUSES_S = [0, 10, 20, 40, 80];

export interface KeepRunningOptions {
  readonly first: Dyno;
  readonly startAgain: () => Dyno;
  readonly host: string;
  readonly log: LogSink;
  /** Resolves when the app is to be stopped. */
  readonly until: Promise<unknown>;
}

/** Restarts a web dyno whenever it crashes, until told otherwise; the dyno that runs then is left to the caller. */
export async function keepRunning({ first, startAgain, host, log, until }: KeepRunningOptions): Promise<void> {
  let dyno = first;
  const stopped = until.then(() => 'stopped' as const);
  for (let crashes = 0; ; crashes += 1) {
    if ((await Promise.race([dyno.ended, stopped])) === 'stopped') return;
    const pauseS = RESTART_PAUSES_S[Math.min(crashes, RESTART_PAUSES_S.length - 1)] ?? 0;
    let timer: NodeJS.Timeout | undefined;
    const pause = new Promise<'over'>((resolve) => {
      timer = setTimeout(() => resolve('over'), pauseS * 1000 * dyno.timeFactor);
    });
    const next = await Promise.race([pause, stopped]);
    clearTimeout(timer);
    if (next === 'stopped') return;
    dyno = startAgain();
    void awaitBoot(dyno, host, log);
  }
}
