import { BOOT_TIMEOUT_S, FIRST_BYTE_TIMEOUT_S } from '../../facts/platform-limits.ts';
import type { LogSink } from '../logs/log-line.ts';
import { type RouterAnswer, sendThroughRouter } from '../router/send-request.ts';
import { type ListeningSocket, listeningSockets } from './processes.ts';
import type { Dyno, DynoEnd } from './start-dyno.ts';

export type BootOutcome =
  /** `answer` is undefined when the port is bound and yet no page came within the router's limit: up for the platform, useless for visitors. */
  | { readonly kind: 'up'; readonly afterMs: number; readonly answer: RouterAnswer | undefined }
  | { readonly kind: 'crashed'; readonly end: DynoEnd; readonly wasBound: boolean }
  /** R10. `elsewhere` is where the process listens instead, as far as this system tells. */
  | { readonly kind: 'boot-timeout'; readonly end: DynoEnd; readonly elsewhere: readonly ListeningSocket[] };

/** Pause between two looks at the port. */
const POLL_MS = 50;
/** Milliseconds between the first answer and the second look at the process. */
const SECOND_LOOK_MS = 300;

/**
 * Waits until a web dyno answers, crashes, or has used up its 60 seconds.
 * An open port proves nothing: gunicorn binds first and imports the project after, so a page is asked for, and the process looked at once more.
 */
export async function awaitBoot(dyno: Dyno, host: string, log: LogSink): Promise<BootOutcome> {
  const started = performance.now();
  const limitMs = BOOT_TIMEOUT_S * 1000 * dyno.timeFactor;
  // Before a dyno is up the platform's router holds requests back, so these questions are not part of the app's log.
  const target = { dyno: dyno.name, port: dyno.port ?? 0, timeFactor: dyno.timeFactor, log: () => {} };
  const seen: { end: DynoEnd | undefined } = { end: undefined };
  void dyno.ended.then((end) => {
    seen.end = end;
  });
  let wasBound = false;
  const firstByteTimeoutMs = FIRST_BYTE_TIMEOUT_S * 1000 * dyno.timeFactor;
  while (performance.now() - started < limitMs) {
    if (seen.end !== undefined) return { kind: 'crashed', end: seen.end, wasBound };
    const answer = await Promise.race([sendThroughRouter(target, { path: '/', host, scheme: 'https', firstByteTimeoutMs }), dyno.ended]);
    if ('state' in answer) continue;
    if (answer.code !== 'H21' && answer.code !== 'H19') wasBound = true;
    if (answer.code === undefined || answer.code === 'H17' || answer.code === 'H12') {
      const afterMs = performance.now() - started;
      await pause(SECOND_LOOK_MS, dyno);
      if (seen.end !== undefined) return { kind: 'crashed', end: seen.end, wasBound };
      dyno.markUp();
      if (answer.code === 'H12') log({ at: new Date(), source: 'heroku', dyno: 'router', message: unanswered(firstByteTimeoutMs) });
      return { kind: 'up', afterMs, answer: answer.code === 'H12' ? undefined : answer };
    }
    await pause(POLL_MS, dyno);
  }
  if (seen.end !== undefined) return { kind: 'crashed', end: seen.end, wasBound };
  const elsewhere = listeningSockets(dyno.home);
  return { kind: 'boot-timeout', end: await dyno.killForBootTimeout(BOOT_TIMEOUT_S), elsewhere };
}

function unanswered(limitMs: number): string {
  return `at=error code=H12 desc="Request timeout" the port is open, and the first page did not come within ${Math.round(limitMs / 1000)} s`;
}

function pause(afterMs: number, dyno: Dyno): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, afterMs);
  });
  return Promise.race([timeout, dyno.ended]).finally(() => clearTimeout(timer));
}
