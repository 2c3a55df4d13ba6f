import type { PlatformCodeId } from '../../facts/platform-codes.ts';
import { SHUTDOWN_GRACE_S } from '../../facts/platform-limits.ts';
import type { BootOutcome } from '../../heroku/dyno/await-boot.ts';
import type { ListeningSocket } from '../../heroku/dyno/processes.ts';
import type { Dyno, DynoEnd } from '../../heroku/dyno/start-dyno.ts';
import { lastError } from '../../heroku/logs/last-error.ts';
import { type AboutApp, errorFacts } from '../explain-error.ts';
import { type Evidence, type PhaseOutcome, withFacts } from '../rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from '../rules-of-observations.ts';

type Outcome = Omit<PhaseOutcome, 'log'>;

export interface BootFacts {
  /** What is booted, as the evidence names it. Default: `web process`. */
  readonly name?: string;
  readonly command: string;
  readonly port: number;
  /** What the process printed. */
  readonly output: string;
  readonly about?: AboutApp;
}

/** What a boot came to, in evidence. */
export function judgeBoot(
  outcome: BootOutcome,
  { name, command, port, output, about }: BootFacts,
): Outcome {
  const named = {
    id: 'web-process',
    ...(name === undefined ? {} : { subject: name }),
    name: name ?? 'web process',
  } as const;
  if (outcome.kind === 'crashed') {
    const bound = outcome.wasBound ? ' after it had opened its port' : '';
    const error = lastError(output);
    const seen = [`exit status ${outcome.end.status}${bound}`, error]
      .filter((part) => part !== '')
      .join('; ');
    return failed(outcome.end.code === 'R15' ? 'R15' : 'H10', {
      ...named,
      expected: 'it keeps running',
      seen,
      ...withFacts(errorFacts(output, about)),
    });
  }
  if (outcome.kind === 'boot-timeout') {
    const expected = `it listens on 0.0.0.0:$PORT (${port} here) within 60 s`;
    const addresses = outcome.elsewhere.map(addressOf);
    return failed('R10', {
      ...named,
      expected,
      seen:
        addresses.length === 0
          ? 'it listens nowhere'
          : `it listens on ${addresses.join(', ')} instead`,
      facts: { addresses },
      rule: /\brunserver\b/.test(command) ? RULE.runserver : RULE.fixedPort,
    });
  }
  if (outcome.answer === undefined) {
    return failed('H12', {
      ...named,
      expected: 'the first page within 30 s',
      seen: 'the port is open, but no page was served',
    });
  }
  const seen = `first page (${outcome.answer.status}) after ${(outcome.afterMs / 1000).toFixed(2)} s`;
  return {
    reason: null,
    evidence: [{ ...named, ok: true, severity: 'error', expected: 'a page within 60 s', seen }],
  };
}

/**
 * The outcome of an app whose Procfile names no web process: it deploys, and every request ends
 * with H14.
 */
export function withoutWebProcess(processTypes: readonly string[]): Outcome {
  const seen =
    processTypes.length === 0
      ? 'no Procfile line names a process'
      : `process types: ${processTypes.join(', ')}`;
  return failed('H14', {
    id: 'procfile',
    name: 'Procfile',
    expected: 'a line `web: …`',
    seen,
    rule: RULE.noWebProcess,
  });
}

/** Seconds below which no stop counts as slow, whatever the grace time is scaled to. */
const SLOW_STOP_S = 2;
const SLOW_STOP =
  'it ends in less than half of the grace time: the rest is for requests, and each deploy and restart waits for it';

/** True for a stop that takes half of the grace time or longer. */
export function isSlowStop(seconds: number, timeFactor: number): boolean {
  return seconds >= Math.max(SLOW_STOP_S, (SHUTDOWN_GRACE_S / 2) * timeFactor);
}

/** Stops the dyno as a restart would, and says how it took that. */
export async function judgeStop(dyno: Dyno, name = 'SIGTERM', output = ''): Promise<Outcome> {
  const named = {
    id: 'shutdown',
    subject: dyno.name,
    name,
    expected: `it ends within ${SHUTDOWN_GRACE_S} s of SIGTERM`,
  } as const;
  if (dyno.state() !== 'up') {
    const end: DynoEnd = await dyno.ended;
    if (dyno.port === undefined) return await judgeWorker(dyno, output);
    return failed(end.code === 'R15' ? 'R15' : 'H10', {
      id: 'web-process',
      subject: dyno.name,
      name: 'web process',
      expected: 'it keeps running until it is stopped',
      seen: `exit status ${end.status} during the probe`,
      ...withFacts(errorFacts(output)),
    });
  }
  const started = performance.now();
  const end = await dyno.stop();
  if (end.code === 'R12')
    return failed('R12', { ...named, seen: 'still alive, killed with SIGKILL' });
  const seconds = (performance.now() - started) / 1000;
  const seen = `exit status ${end.status} after ${seconds.toFixed(2)} s`;
  const evidence: Evidence = isSlowStop(seconds, dyno.timeFactor)
    ? { ...named, ok: false, severity: 'warning', expected: SLOW_STOP, seen }
    : { ...named, ok: true, severity: 'error', seen };
  return { reason: null, evidence: [evidence] };
}

/** One outcome of several: the first reason, and all evidence. */
export function joinOutcomes(outcomes: readonly Outcome[]): Outcome {
  const reason = outcomes.map((one) => one.reason).find((one) => one !== null) ?? null;
  return { reason, evidence: outcomes.flatMap(({ evidence }) => evidence) };
}

/**
 * What became of a process other than `web` until the web dynos were up: it runs on, or it ended,
 * which the platform counts as a crash.
 */
export async function judgeWorker(dyno: Dyno, output: string, about?: AboutApp): Promise<Outcome> {
  const named = {
    id: 'other-process',
    subject: dyno.name,
    name: dyno.name,
    severity: 'error',
    expected: 'it keeps running',
  } as const;
  if (dyno.state() === 'up')
    return { reason: null, evidence: [{ ...named, ok: true, seen: 'running' }] };
  const end = await dyno.ended;
  const error = lastError(output);
  const seen = [`exit status ${end.status}`, error].filter((part) => part !== '').join('; ');
  return {
    reason: `${dyno.name} crashed`,
    evidence: [{ ...named, ok: false, seen, ...withFacts(errorFacts(output, about)) }],
  };
}

function addressOf({ address, port }: ListeningSocket): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function failed(code: PlatformCodeId, evidence: Omit<Evidence, 'ok' | 'severity'>): Outcome {
  const facts = { ...evidence.facts, code };
  return { reason: code, evidence: [{ ...evidence, facts, ok: false, severity: 'error' }] };
}
