import { BOOT_TIMEOUT_S, FIRST_BYTE_TIMEOUT_S } from '../../facts/platform-limits.ts';
import type { LogSink } from '../logs/log-line.ts';
import { startAppRouter } from '../router/app-router.ts';
import { type RouterAnswer, type RouterTarget, sendThroughRouter } from '../router/send-request.ts';
import { type ListeningSocket, listeningSockets } from './processes.ts';
import type { Dyno, DynoEnd } from './start-dyno.ts';

export type BootOutcome =
  /**
   * `answer` is undefined when the port is bound and yet no page came within the router's limit: up
   * for the platform, useless for visitors.
   */
  | { readonly kind: 'up'; readonly afterMs: number; readonly answer: RouterAnswer | undefined }
  | { readonly kind: 'crashed'; readonly end: DynoEnd; readonly wasBound: boolean }
  /** R10. `elsewhere` is where the process listens instead, as far as this system tells. */
  | {
      readonly kind: 'boot-timeout';
      readonly end: DynoEnd;
      readonly elsewhere: readonly ListeningSocket[];
    };

/**
 * Codes of a process that speaks, if badly, or that keeps its first visitor waiting: the platform
 * counts it as up.
 */
const ANSWERED = new Set(['H12', 'H15', 'H17', 'H18', 'H25']);
const UNANSWERED = `at=error code=H12 desc="Request timeout" the port is open, and the first page did not come within ${FIRST_BYTE_TIMEOUT_S} s`;
/** Pause between two looks at the port. */
const POLL_MS = 50;
/** Milliseconds between the first answer and the second look at the process. */
const SECOND_LOOK_MS = 300;

/**
 * Waits until a web dyno answers, crashes, or has used up its 60 seconds.
 * An open port proves nothing: gunicorn binds first and imports the project after, so a page is
 * asked for, and the process looked at once more.
 */
export async function awaitBoot(dyno: Dyno, host: string, log: LogSink): Promise<BootOutcome> {
  // Before a dyno is up the platform's router holds requests back, so these questions go through a
  // router of their own and not into the app's log.
  const router = await startAppRouter({ timeFactor: dyno.timeFactor });
  const route = { kind: 'dyno', name: dyno.name, port: dyno.port ?? 0 } as const;
  router.serve({ table: { choose: () => route, size: () => 1 }, host, log: () => {} });
  try {
    return await askUntilUp(dyno, { host, log, target: router.target });
  } finally {
    await router.close();
  }
}

interface Questions {
  readonly host: string;
  readonly log: LogSink;
  readonly target: RouterTarget;
}

async function askUntilUp(dyno: Dyno, { host, log, target }: Questions): Promise<BootOutcome> {
  const started = performance.now();
  const limitMs = BOOT_TIMEOUT_S * 1000 * dyno.timeFactor;
  const seen: { end: DynoEnd | undefined } = { end: undefined };
  void dyno.ended.then((end) => {
    seen.end = end;
  });
  let wasBound = false;
  while (performance.now() - started < limitMs) {
    if (seen.end !== undefined) return { kind: 'crashed', end: seen.end, wasBound };
    const answer = await Promise.race([
      sendThroughRouter(target, { path: '/', host, scheme: 'https' }),
      dyno.ended,
    ]);
    if ('state' in answer) continue;
    if (answer.code !== 'H21' && answer.code !== 'H19') wasBound = true;
    if (answer.code === undefined || ANSWERED.has(answer.code)) {
      const afterMs = performance.now() - started;
      await pause(SECOND_LOOK_MS, dyno);
      if (seen.end !== undefined) return { kind: 'crashed', end: seen.end, wasBound };
      dyno.markUp();
      if (answer.code === 'H12')
        log({ at: new Date(), source: 'heroku', dyno: 'router', message: UNANSWERED });
      return { kind: 'up', afterMs, answer: answer.code === 'H12' ? undefined : answer };
    }
    await pause(POLL_MS, dyno);
  }
  if (seen.end !== undefined) return { kind: 'crashed', end: seen.end, wasBound };
  const elsewhere = listeningSockets(dyno.home);
  return { kind: 'boot-timeout', end: await dyno.killForBootTimeout(BOOT_TIMEOUT_S), elsewhere };
}

function pause(afterMs: number, dyno: Dyno): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, afterMs);
  });
  return Promise.race([timeout, dyno.ended]).finally(() => clearTimeout(timer));
}
