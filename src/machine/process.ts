import { constants } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { collectOutput } from './collect-output.ts';
import { endWithTool } from './end-with-tool.ts';
import { type Containment, type GroupOptions, startGroup } from './start-group.ts';
import type { LeaderEnd } from './supervisor.ts';

export interface ProcessOptions extends GroupOptions {
  /**
   * Marks a process that runs code of the project: NAME=value of its environment, which that of no
   * other process holds. All that it starts is found and ended with it, whatever it did to escape,
   * and sees as few of this machine's processes as the system allows.
   */
  readonly mark?: string;
  readonly signal?: AbortSignal;
  /**
   * Called once per line of either stream, without its line end; a long line comes in pieces. See
   * `createLineCutter`.
   */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  readonly input?: string;
  /**
   * False leaves `output` and `stdout` of the result empty, for what may run for hours. Default
   * true.
   */
  readonly keepOutput?: boolean;
  readonly timeoutMs?: number;
}

/**
 * How a process ended: `exitCode` or `killedBy`, never both; `timedOut` and `aborted` say who ended
 * it.
 */
export interface ProcessResult {
  readonly exitCode: number | undefined;
  readonly killedBy: NodeJS.Signals | undefined;
  readonly timedOut: boolean;
  readonly aborted: boolean;
  /** Both streams interleaved by line, as they came; of very much, the end. */
  readonly output: string;
  /** Standard output as it was written; of very much, the end. */
  readonly stdout: string;
  readonly durationMs: number;
  /** Undefined for a process without a mark. */
  readonly contained?: Containment | undefined;
}

export interface RunningProcess {
  readonly pid: number;
  /** Signals every process of the group; a group that is gone is no error. */
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the process itself has ended, though others of its group may run on. */
  readonly leaderEnded: Promise<void>;
  /** Resolves when the group has ended and all of its output was read. */
  readonly ended: Promise<ProcessResult>;
}

/** Milliseconds between SIGTERM and SIGKILL when the tool itself ends a process. */
const ABORT_GRACE_MS = 2_000;

/** Groups alive now; they end with the tool. */
const alive = new Set<Pick<RunningProcess, 'kill'>>();

/**
 * Starts a process as the leader of its own group and without the tool's environment.
 * Rejects (through `ended`) only when the file cannot be started at all; an exit code of any kind
 * is a result.
 */
export function startProcess(options: ProcessOptions): RunningProcess {
  const group = startGroup(options, { kind: 'pipes', input: options.input });
  const printed = collectOutput(group, options);
  const end = endWhenAsked(group.kill, options);
  const finish = (): void => {
    end.stopWaiting();
    alive.delete(running);
  };
  const running: RunningProcess = {
    pid: group.pid ?? 0,
    kill: group.kill,
    leaderEnded: group.leaderEnded,
    ended: group.ended.finally(finish).then((result) => ({
      ...result,
      timedOut: end.reason() === 'timeout',
      aborted: end.reason() === 'abort',
      output: printed.output(),
      stdout: printed.stdout(),
    })),
  };
  if (group.pid !== undefined) alive.add(running);
  endWithTool(killAllProcesses);
  return running;
}

/** Runs a process to its end. See {@link startProcess}. */
export function runProcess(options: ProcessOptions): Promise<ProcessResult> {
  return startProcess(options).ended;
}

/**
 * Starts a process with the input and output of this one, and in its group, so that Ctrl-C reaches
 * it and job control works. `ended` comes to its exit status as a shell tells it: 128 and the
 * number for a signal, 127 for a file that cannot be started.
 */
export function startInTerminal(options: GroupOptions): {
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<number>;
} {
  const { kill, ended } = startGroup(options, { kind: 'terminal' });
  return {
    kill,
    ended: ended.then(statusOf, () => 127),
  };
}

function statusOf({ exitCode, killedBy }: LeaderEnd): number {
  return exitCode ?? 128 + constants.signals[killedBy ?? 'SIGKILL'];
}

/** A process whose streams belong to whoever started it. */
export interface StreamedProcess {
  readonly pid: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  kill(signal: NodeJS.Signals): void;
  /** Its exit status as a shell tells it, once its group has ended. Never rejects. */
  readonly ended: Promise<number>;
}

/**
 * Starts a process as {@link startProcess} does, and leaves its three streams to the caller, who has
 * to read the two outputs to their ends. Undefined when the file cannot be started.
 */
export function startStreamed(options: GroupOptions): StreamedProcess | undefined {
  const group = startGroup(options, { kind: 'open' });
  const { pid, stdin, stdout, stderr, kill } = group;
  const ended = group.ended.then(statusOf, () => 127);
  if (pid === undefined || stdin === null || stdout === null || stderr === null) return undefined;
  // A process that ends before it has read everything is no fault of whoever writes to it.
  stdin.on('error', () => {});
  const running = { kill };
  alive.add(running);
  endWithTool(killAllProcesses);
  void ended.then(() => alive.delete(running));
  return { pid, stdin, stdout, stderr, kill, ended };
}

/**
 * Starts a process that goes on when the tool has ended, and that nobody waits for. `onFailure` is
 * called when it cannot be started.
 */
export function startUnattended(options: GroupOptions, onFailure: () => void): void {
  const group = startGroup(options, { kind: 'none' });
  group.unref();
  group.ended.catch(onFailure);
}

/** The last lines of what a process printed that are not blank, trimmed. */
export function lastLines({ output }: ProcessResult, count: number): readonly string[] {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(-count);
}

function killAllProcesses(): void {
  for (const running of alive) running.kill('SIGKILL');
}

/**
 * Ends a process softly when its time is over or its signal aborts. Returns which of them it was,
 * and the function that stops waiting for either.
 */
function endWhenAsked(
  kill: (signal: NodeJS.Signals) => void,
  { signal, timeoutMs }: ProcessOptions,
): { reason(): 'timeout' | 'abort' | undefined; stopWaiting(): void } {
  let reason: 'timeout' | 'abort' | undefined;
  const endSoftly = (why: 'timeout' | 'abort') => (): void => {
    reason ??= why;
    kill('SIGTERM');
    setTimeout(() => kill('SIGKILL'), ABORT_GRACE_MS).unref();
  };
  const timer = timeoutMs === undefined ? undefined : setTimeout(endSoftly('timeout'), timeoutMs);
  const onAbort = endSoftly('abort');
  if (signal?.aborted) onAbort();
  else signal?.addEventListener('abort', onAbort, { once: true });
  return {
    reason: () => reason,
    stopWaiting: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    },
  };
}
