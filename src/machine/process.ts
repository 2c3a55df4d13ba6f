// The only file that starts processes, on the tool's side of the machine. No command that must be
// quick may load it: execa alone takes longer to load than `dynoready check` has.
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { StringDecoder } from 'node:string_decoder';
import { execa, type Options } from 'execa';
import { createLineCutter } from './cut-lines.ts';
import { endWithTool } from './end-with-tool.ts';

export interface ProcessOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment of the process: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /**
   * Called once per line of either stream, without its line end; a long line comes in pieces. See
   * {@link createLineCutter}.
   */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  readonly input?: string;
  /**
   * False leaves `output` and `stdout` of the result empty, for what may run for hours. Default
   * true.
   */
  readonly keepOutput?: boolean;
  readonly timeoutMs?: number;
  /** User and group id to run as; needs root. */
  readonly uid?: number;
  readonly gid?: number;
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
}

export interface RunningProcess {
  readonly pid: number;
  /** Signals every process of the group; a group that is gone is no error. */
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<ProcessResult>;
}

/** Milliseconds between SIGTERM and SIGKILL when the tool itself ends a process. */
const ABORT_GRACE_MS = 2_000;

/** Characters of a process' output that are kept at least; git names a million files in as many. */
const KEPT_OUTPUT_CHARACTERS = 64 * 2 ** 20;

/** Groups alive now; they end with the tool. */
const alive = new Set<RunningProcess>();

/**
 * Starts a process as the leader of its own group and without the tool's environment.
 * Rejects (through `ended`) only when the file cannot be started at all; an exit code of any kind
 * is a result.
 */
export function startProcess(options: ProcessOptions): RunningProcess {
  const child = spawn(options, {
    detached: true,
    stdout: 'pipe',
    stderr: 'pipe',
    ...(options.input === undefined ? { stdin: 'ignore' } : { input: options.input }),
  });
  const printed = collectOutput(child, options);
  const kill = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined) sendSignal(-child.pid, signal);
  };
  const end = endWhenAsked(kill, options);
  const running: RunningProcess = {
    pid: child.pid ?? 0,
    kill,
    ended: child.then((result) => {
      end.stopWaiting();
      alive.delete(running);
      if (child.pid === undefined) throw result.cause;
      return {
        exitCode: result.exitCode,
        killedBy: result.signal,
        timedOut: end.reason() === 'timeout',
        aborted: end.reason() === 'abort',
        output: printed.output(),
        stdout: printed.stdout(),
        durationMs: result.durationMs,
      };
    }),
  };
  if (child.pid !== undefined) alive.add(running);
  endWithTool(killAllProcesses);
  return running;
}

/** Runs a process to its end. See {@link startProcess}. */
export function runProcess(options: ProcessOptions): Promise<ProcessResult> {
  return startProcess(options).ended;
}

/** What a process in the person's own terminal needs; see {@link startInTerminal}. */
export type TerminalProcessOptions = Pick<ProcessOptions, 'file' | 'args' | 'cwd' | 'env'>;

/**
 * Starts a process with the input and output of this one, and in its group, so that Ctrl-C reaches
 * it and job control works. `ended` comes to its exit status as a shell tells it: 128 and the
 * number for a signal, 127 for a file that cannot be started.
 */
export function startInTerminal(options: TerminalProcessOptions): {
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<number>;
} {
  const child = spawn(options, { stdio: 'inherit' });
  return {
    kill: (signal) => void child.kill(signal),
    ended: child.then((result) => {
      if (child.pid === undefined) return 127;
      return result.exitCode ?? 128 + constants.signals[result.signal ?? 'SIGKILL'];
    }),
  };
}

/**
 * Starts a process that goes on when the tool has ended, and that nobody waits for. `onFailure` is
 * called when it cannot be started.
 */
export function startUnattended(options: TerminalProcessOptions, onFailure: () => void): void {
  const child = spawn(options, { detached: true, stdio: 'ignore' });
  child.unref();
  void child.then(() => {
    if (child.pid === undefined) onFailure();
  });
}

/** The last lines of what a process printed that are not blank, trimmed. */
export function lastLines({ output }: ProcessResult, count: number): readonly string[] {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(-count);
}

/** Signals a process, or with its negative id a group; one that is gone is no error. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Ended between the look and the signal.
  }
}

/**
 * Execa as this project uses it. Nothing of the tool's environment is inherited, output is read by
 * whoever wants it, an exit code is a result, and the tool's own exit ends what `alive` holds:
 * execa would only signal the leader of a group.
 */
function spawn(
  { file, args, cwd, env, uid, gid }: TerminalProcessOptions & { uid?: number; gid?: number },
  more: Options,
) {
  return execa(file, [...args], {
    ...more,
    cwd,
    env: { ...env },
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    extendEnv: false,
    cleanup: false,
    buffer: false,
    reject: false,
    encoding: 'buffer',
  });
}

function killAllProcesses(): void {
  for (const running of alive) running.kill('SIGKILL');
}

/** Passes the lines on to `onLine`, and keeps the end of both streams unless told otherwise. */
function collectOutput(
  child: Pick<ChildProcess, 'stdout' | 'stderr'>,
  { onLine, keepOutput = true }: ProcessOptions,
): { output(): string; stdout(): string } {
  let output = '';
  let stdout = '';
  const end = (text: string): string =>
    text.length > 2 * KEPT_OUTPUT_CHARACTERS ? text.slice(-KEPT_OUTPUT_CHARACTERS) : text;
  for (const name of ['stdout', 'stderr'] as const) {
    const cutter = createLineCutter((line) => {
      if (keepOutput) output = end(`${output}${line}\n`);
      onLine?.(line, name);
    });
    child[name]?.on('data', cutter.take).on('end', cutter.end);
  }
  if (keepOutput) {
    const decoder = new StringDecoder('utf8');
    child.stdout?.on('data', (chunk: Buffer) => {
      stdout = end(stdout + decoder.write(chunk));
    });
  }
  return { output: () => output, stdout: () => stdout };
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
