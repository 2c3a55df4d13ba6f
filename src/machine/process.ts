import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

export interface ProcessOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment of the process: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Called once per line of either stream, without its line end. */
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
  /** Both streams interleaved by line, as they came. */
  readonly output: string;
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

/** Groups alive now; `killAllProcesses` ends them when the tool itself must leave. */
const alive = new Set<RunningProcess>();

/**
 * Starts a process as the leader of its own group and without the tool's environment.
 * Rejects (through `ended`) only when the file cannot be started at all; an exit code of any kind
 * is a result.
 */
export function startProcess(options: ProcessOptions): RunningProcess {
  const started = performance.now();
  const spawnOptions: SpawnOptions = {
    cwd: options.cwd,
    env: { ...options.env },
    detached: true,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  };
  const child: ChildProcess = spawn(options.file, [...options.args], spawnOptions);
  let timedOut = false;
  let aborted = false;
  let output = '';
  let stdout = '';

  const kill = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The group is gone already.
    }
  };
  const endSoftly = (): void => {
    kill('SIGTERM');
    setTimeout(() => kill('SIGKILL'), ABORT_GRACE_MS).unref();
  };

  const collect = (name: 'stdout' | 'stderr'): void => {
    let rest = '';
    const emit = (line: string): void => {
      if (options.keepOutput !== false) {
        output += `${line}\n`;
        if (name === 'stdout') stdout += `${line}\n`;
      }
      options.onLine?.(line, name);
    };
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) emit(line.replace(/\r$/, ''));
    });
    child[name]?.on('end', () => {
      if (rest !== '') emit(rest);
    });
  };
  collect('stdout');
  collect('stderr');
  if (options.input !== undefined) child.stdin?.on('error', () => {}).end(options.input);

  const timer =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true;
          endSoftly();
        }, options.timeoutMs);
  const onAbort = (): void => {
    aborted = true;
    endSoftly();
  };
  if (options.signal?.aborted) onAbort();
  else options.signal?.addEventListener('abort', onAbort, { once: true });

  const running: RunningProcess = {
    pid: child.pid ?? 0,
    kill,
    ended: new Promise<ProcessResult>((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        options.signal?.removeEventListener('abort', onAbort);
        alive.delete(running);
      };
      child.on('error', (error) => {
        finish();
        reject(error);
      });
      child.on('close', (code, signal) => {
        finish();
        resolve({
          exitCode: code ?? undefined,
          killedBy: signal ?? undefined,
          timedOut,
          aborted,
          output,
          stdout,
          durationMs: performance.now() - started,
        });
      });
    }),
  };
  if (child.pid !== undefined) alive.add(running);
  return running;
}

/** Runs a process to its end. See {@link startProcess}. */
export function runProcess(options: ProcessOptions): Promise<ProcessResult> {
  return startProcess(options).ended;
}

/** The last lines of what a process printed that are not blank, trimmed. */
export function lastLines({ output }: ProcessResult, count: number): readonly string[] {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(-count);
}

/** Ends every process group that is still alive, at once. For the tool's own exit. */
export function killAllProcesses(): void {
  for (const running of alive) running.kill('SIGKILL');
}
