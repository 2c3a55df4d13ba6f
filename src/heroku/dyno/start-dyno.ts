import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_DYNO_SIZE, type DynoSize } from '../../facts/dynos.ts';
import { SHUTDOWN_GRACE_S } from '../../facts/platform-limits.ts';
import { type ProcessResult, startProcess } from '../../machine/process.ts';
import { recordProcessGroup } from '../../machine/workspace.ts';
import type { LogSink } from '../logs/log-line.ts';
import { copySlug } from './copy-slug.ts';
import { dynoEnvironment, dynoScript } from './environment.ts';
import { markOf } from './processes.ts';
import { type MemoryCurve, watchMemory } from './watch-memory.ts';
import { writtenFiles } from './written-files.ts';

export interface DynoOptions {
  /** The slug as built; never changed. */
  readonly slugFolder: string;
  /** A folder made by `withWorkspace`; the dyno's own copy of the slug is made below it. */
  readonly workspaceFolder: string;
  /** The line of the Procfile, or what `heroku run` is given. */
  readonly command: string;
  /** Process type and number, such as `web.1`, `release.1`, `run.1`. */
  readonly name: string;
  readonly configVars: Readonly<Record<string, string>>;
  /** For `web` alone. */
  readonly port?: number;
  /**
   * True for a process type other than `web` that is meant to run on: its end is a crash. Default
   * false.
   */
  readonly longRunning?: boolean;
  /** Default: the smallest. */
  readonly size?: DynoSize;
  readonly log: LogSink;
  /** Ends the dyno at once: SIGTERM, two seconds, SIGKILL. */
  readonly signal: AbortSignal;
  /** Multiplies every time limit; tests give less than 1. Default 1. */
  readonly timeFactor?: number;
}

export type DynoState = 'created' | 'starting' | 'up' | 'down' | 'crashed' | 'complete';

/**
 * How a dyno came to its end. `status` is what the platform logs: the exit code, or 128 and the
 * number of the signal.
 */
export interface DynoEnd {
  readonly state: 'down' | 'crashed' | 'complete';
  readonly status: number;
  /**
   * R10 (killed while booting), R12 (killed after SIGTERM was ignored) or R15 (killed for its
   * memory), if one was logged.
   */
  readonly code: 'R10' | 'R12' | 'R15' | undefined;
  readonly durationMs: number;
}

export interface Dyno {
  readonly name: string;
  readonly command: string;
  readonly home: string;
  readonly port: number | undefined;
  readonly size: DynoSize;
  readonly timeFactor: number;
  state(): DynoState;
  /** When it came to its state. */
  changedAt(): Date;
  memory(): MemoryCurve;
  /**
   * What its processes wrote, which goes with it: paths relative to its home. See {@link
   * writtenFiles}.
   */
  written(): readonly string[];
  /**
   * Called by whoever saw the process answer on its port. Without effect unless the dyno is
   * starting.
   */
  markUp(): void;
  /** Stops a dyno that did not bind its port in time, as R10 does: SIGKILL, crashed. */
  killForBootTimeout(limitSeconds: number): Promise<DynoEnd>;
  /** Resolves when no process of the dyno is left. Never rejects. */
  readonly ended: Promise<DynoEnd>;
  /** SIGTERM to every process, 30 s, then SIGKILL with R12. A second call waits for the first. */
  stop(): Promise<DynoEnd>;
}

const BASH = existsSync('/bin/bash') ? '/bin/bash' : '/usr/bin/bash';
let copies = 0;

/**
 * Starts a command as a dyno runs it: bash with `.profile.d` read, on a copy of the slug of its
 * own, with the config vars and nothing of the developer's environment. A dyno without a port is a
 * one-off dyno: it is up at once and ends `complete`.
 */
export function startDyno(options: DynoOptions): Dyno {
  const { name, port, size = DEFAULT_DYNO_SIZE } = options;
  const runsOn = port !== undefined || options.longRunning === true;
  copies += 1;
  const home = join(options.workspaceFolder, 'dynos', `${name}-${copies}`, 'app');
  copySlug(options.slugFolder, home);
  // Times of files have fractions of a millisecond, which this clock leaves out.
  const copiedAtMs = Date.now() + 1;
  const say = (message: string): void =>
    options.log({ at: new Date(), source: 'heroku', dyno: name, message });
  let state: DynoState = 'created';
  let changedAt = new Date();
  const change = (next: DynoState): void => {
    if (state === next) return;
    say(`State changed from ${state} to ${next}`);
    state = next;
    changedAt = new Date();
  };
  const timeFactor = options.timeFactor ?? 1;
  let stopping = false;
  let code: DynoEnd['code'];

  change('starting');
  say(`Starting process with command \`${options.command}\``);
  const running = startProcess({
    file: BASH,
    args: ['--noprofile', '--norc', '-c', dynoScript(size), 'dyno', options.command],
    cwd: home,
    env: dynoEnvironment({ home, name, port, configVars: options.configVars }),
    mark: markOf(home),
    signal: options.signal,
    keepOutput: false,
    onLine: (message) => options.log({ at: new Date(), source: 'app', dyno: name, message }),
  });
  recordProcessGroup(options.workspaceFolder, running.pid);
  if (port === undefined) change('up');

  const memory = watchMemory({
    home,
    processGroup: running.pid,
    size,
    timeFactor,
    say,
    onVastlyExceeded: () => {
      code = 'R15';
      say('Stopping process with SIGKILL');
      running.kill('SIGKILL');
    },
  });
  let isMainGone = false;
  // When the main process is gone, so is the dyno: nothing that it started in the background
  // survives it.
  void running.leaderEnded.then(() => {
    isMainGone = true;
    if (!stopping || options.signal.aborted) running.kill('SIGKILL');
  });
  const onAbort = (): void => {
    stopping = true;
  };
  options.signal.addEventListener('abort', onAbort, { once: true });

  const finish = (result: ProcessResult): DynoEnd => {
    memory.stop();
    options.signal.removeEventListener('abort', onAbort);
    const status = result.exitCode ?? 128 + (constants.signals[result.killedBy ?? 'SIGKILL'] ?? 0);
    say(`Process exited with status ${status}`);
    const killed = code === 'R10' || code === 'R15';
    const last = killed ? 'crashed' : !runsOn ? 'complete' : stopping ? 'down' : 'crashed';
    change(last);
    return { state: last, status, code, durationMs: result.durationMs };
  };
  const ended = running.ended.then(finish, (error: Error) => {
    options.log({ at: new Date(), source: 'app', dyno: name, message: error.message });
    return finish({
      exitCode: 127,
      killedBy: undefined,
      timedOut: false,
      aborted: false,
      output: '',
      stdout: '',
      durationMs: 0,
    });
  });

  const stopOnce = async (): Promise<DynoEnd> => {
    stopping = true;
    if (isMainGone) return ended;
    say('Stopping all processes with SIGTERM');
    running.kill('SIGTERM');
    const timer = setTimeout(
      () => {
        code = 'R12';
        say(
          `Error R12 (Exit timeout) -> At least one process failed to exit within ${SHUTDOWN_GRACE_S} seconds of SIGTERM`,
        );
        say('Stopping remaining processes with SIGKILL');
        running.kill('SIGKILL');
      },
      SHUTDOWN_GRACE_S * 1000 * timeFactor,
    );
    const end = await ended;
    clearTimeout(timer);
    return end;
  };
  let stopped: Promise<DynoEnd> | undefined;

  return {
    name,
    command: options.command,
    home,
    port,
    size,
    timeFactor,
    changedAt: () => changedAt,
    ended,
    memory: memory.curve,
    written: () => writtenFiles(home, copiedAtMs),
    state: () => state,
    markUp: () => {
      if (state === 'starting') change('up');
    },
    killForBootTimeout: (limitSeconds) => {
      code = 'R10';
      say(
        `Error R10 (Boot timeout) -> Web process failed to bind to $PORT within ${limitSeconds} seconds of launch`,
      );
      say('Stopping process with SIGKILL');
      running.kill('SIGKILL');
      return ended;
    },
    stop: () => {
      stopped ??= stopOnce();
      return stopped;
    },
  };
}
