import { type LogLine, type LogSink, renderLogLine } from '../heroku/logs/log-line.ts';
import {
  type Evidence,
  hasFailed,
  type Phase,
  type PhaseName,
  type PhaseOutcome,
} from './rehearsal.ts';

export type PhaseEvent =
  | { readonly kind: 'started'; readonly name: PhaseName }
  | { readonly kind: 'ended'; readonly phase: Phase };

export interface PhaseRunnerOptions {
  readonly signal: AbortSignal;
  readonly onPhase: (event: PhaseEvent) => void;
  /** Every line of every phase as it comes, secrets hidden. */
  readonly onLine: (name: PhaseName, line: string) => void;
  /** Every line of the app's log as it comes, secrets hidden. */
  readonly onLog?: (line: LogLine) => void;
  /** Replaces secrets in whatever is shown or kept. */
  readonly hide: (text: string) => string;
}

/** Runs phases one after the other and keeps what they came to. */
export interface PhaseRunner {
  readonly phases: readonly Phase[];
  /**
   * Runs the phase and returns true when it passed. Rethrows what is not an abort, after the phase
   * was closed.
   */
  run(name: PhaseName, work: () => Promise<Omit<PhaseOutcome, 'log'>>): Promise<boolean>;
  skip(name: PhaseName, reason: string): void;
  /**
   * Adds a line to the log of the phase that runs; a line between two phases is shown and not kept.
   */
  line(text: string): void;
  readonly log: LogSink;
}

/** Returns a runner without phases. */
// Long because its methods share the phase that runs.
export function createPhaseRunner(options: PhaseRunnerOptions): PhaseRunner {
  const phases: Phase[] = [];
  const createdAt = performance.now();
  let current: { name: PhaseName; log: string[] } | undefined;
  const line = (text: string): void => {
    const hidden = options.hide(text);
    current?.log.push(hidden);
    options.onLine(current?.name ?? phases.at(-1)?.name ?? 'detect', hidden);
  };
  const close = (phase: Phase): void => {
    phases.push(phase);
    options.onPhase({ kind: 'ended', phase });
  };
  return {
    phases,
    line,
    log: (entry) => {
      const hidden = { ...entry, message: options.hide(entry.message) };
      options.onLog?.(hidden);
      line(renderLogLine(hidden));
    },
    skip: (name, reason) =>
      close({
        name,
        verdict: 'skipped',
        startedAfterMs: performance.now() - createdAt,
        durationMs: 0,
        reason,
        evidence: [],
        log: [],
      }),
    run: async (name, work) => {
      const log: string[] = [];
      current = { name, log };
      options.onPhase({ kind: 'started', name });
      const started = performance.now();
      const startedAfterMs = started - createdAt;
      const interrupted = (): Phase => {
        return {
          name,
          verdict: 'skipped',
          startedAfterMs,
          durationMs: performance.now() - started,
          reason: 'interrupted',
          evidence: [],
          log,
        };
      };
      try {
        const outcome = await work();
        if (options.signal.aborted) {
          close(interrupted());
          return false;
        }
        const evidence = outcome.evidence.map((one) => hideIn(one, options.hide));
        const failed = hasFailed({ ...outcome, log });
        const reason = outcome.reason === null ? null : options.hide(outcome.reason);
        close({
          name,
          verdict: failed ? 'failed' : 'passed',
          startedAfterMs,
          durationMs: performance.now() - started,
          reason,
          evidence,
          log,
        });
        return !failed;
      } catch (error) {
        if (!options.signal.aborted) throw error;
        close(interrupted());
        return false;
      } finally {
        current = undefined;
      }
    },
  };
}

/** The evidence with every text hidden that may quote the project. */
function hideIn(evidence: Evidence, hide: PhaseRunnerOptions['hide']): Evidence {
  const { name, seen, subject, facts } = evidence;
  const hidden = Object.entries(facts ?? {}).map(([key, fact]) => [
    key,
    typeof fact === 'string' ? hide(fact) : fact?.map(hide),
  ]);
  return {
    ...evidence,
    name: hide(name),
    seen: hide(seen),
    ...(subject === undefined ? {} : { subject: hide(subject) }),
    ...(facts === undefined ? {} : { facts: Object.fromEntries(hidden) }),
  };
}
