import { constants as access, accessSync, readdirSync } from 'node:fs';
import { constants, homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { SUPERVISOR_SCRIPT } from './supervisor-script.ts';

/**
 * How the processes of a project are held together: see `SUPERVISOR_SCRIPT`; `group` is what is left
 * where no supervisor can run, the process group and the mark.
 */
export type HeldBy = 'namespace' | 'subreaper' | 'search' | 'group';

/** How a process came to its end. */
export interface LeaderEnd {
  readonly exitCode: number | undefined;
  readonly killedBy: NodeJS.Signals | undefined;
}

/** A supervisor at the other end of its descriptor. */
export interface Supervisor {
  /** Resolves when the process was started, or never will be. */
  readonly started: Promise<void>;
  /** Resolves when the process itself has ended, whatever it left. */
  readonly leaderEnded: Promise<void>;
  /** Resolves when the supervisor is gone. */
  readonly closed: Promise<void>;
  /** Lets the supervisor end every process that is left, and itself. */
  endAll(): void;
  /** What it has told so far. */
  report(): SupervisorReport;
}

export interface SupervisorReport {
  readonly heldBy: HeldBy;
  /** Name of the error of the system, when the process could not be started. */
  readonly failure: string | undefined;
  readonly end: LeaderEnd | undefined;
  /** Processes that had to be ended; undefined while it works, and when it was itself ended. */
  readonly left: number | undefined;
}

/** What a supervisor is told to start. */
export interface SupervisorOrder {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly mark: string;
}

/**
 * Returns the command that starts a supervisor, which wants an empty environment and descriptor 3;
 * undefined where none can run: outside of Linux, and without a Python.
 */
export function supervisorCommand(
  env: Readonly<Record<string, string | undefined>> = process.env,
): { readonly file: string; readonly args: readonly string[] } | undefined {
  if (process.platform !== 'linux') return undefined;
  const file = pythons(env).find(isExecutable);
  // Isolated, and without `site`: it starts in half the time.
  return file === undefined ? undefined : { file, args: ['-I', '-S', '-c', SUPERVISOR_SCRIPT] };
}

/** Gives the supervisor its order, and listens to it. */
export function superviseThrough(
  control: Duplex,
  order: SupervisorOrder,
  inTerminal: boolean,
): Supervisor {
  let report: SupervisorReport = {
    heldBy: 'group',
    failure: undefined,
    end: undefined,
    left: undefined,
  };
  const started = openPromise();
  const leaderEnded = openPromise();
  const closed = openPromise();
  const read = (line: string): void => {
    const [word, value = ''] = line.split(' ');
    if (word === 'held') report = { ...report, heldBy: value as HeldBy };
    if (word === 'failed') report = { ...report, failure: value };
    if (word === 'ended') report = { ...report, end: endOf(Number(value)) };
    if (word === 'left') report = { ...report, left: Number(value) };
    if (word === 'held') started.resolve();
    if (word === 'ended') leaderEnded.resolve();
  };
  let rest = '';
  control.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(read);
  });
  control.on('close', () => {
    for (const { resolve } of [started, leaderEnded, closed]) resolve();
  });
  // It may be gone before it has read its order; that it closed its side says as much.
  control.on('error', () => {});
  control.write(encode(order, inTerminal));
  return {
    started: started.promise,
    leaderEnded: leaderEnded.promise,
    closed: closed.promise,
    endAll: () => void control.end(),
    report: () => report,
  };
}

function openPromise(): { readonly promise: Promise<void>; resolve(): void } {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

function encode({ file, args, env, mark }: SupervisorOrder, inTerminal: boolean): Buffer {
  const words = [file, ...args];
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const fields = [inTerminal ? 'terminal' : '', mark, String(words.length), ...words, ...variables];
  const body = Buffer.from(fields.map((field) => `${field}\0`).join(''));
  return Buffer.concat([Buffer.from(`${body.length}\n`), body]);
}

/** Reads a wait status of the system: the low seven bits are a signal, the next byte the code. */
function endOf(waitStatus: number): LeaderEnd {
  const signal = waitStatus & 0x7f;
  if (signal === 0) return { exitCode: (waitStatus >> 8) & 0xff, killedBy: undefined };
  const name = Object.entries(constants.signals).find(([, number]) => number === signal)?.[0];
  return { exitCode: undefined, killedBy: (name ?? 'SIGKILL') as NodeJS.Signals };
}

/** Pythons in the order in which they are taken; a shim would start a shell first. */
function pythons(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const home = env.HOME || homedir();
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder.startsWith('/') && !/\/shims\/?$/.test(folder));
  const managed = [
    join(env.PYENV_ROOT || join(home, '.pyenv'), 'versions'),
    join(home, '.local/share/uv/python'),
  ].flatMap((folder) => namesIn(folder).map((name) => join(folder, name, 'bin')));
  return ['/usr/bin', '/usr/local/bin', ...onPath, ...managed].map((one) => join(one, 'python3'));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, access.X_OK);
    return true;
  } catch {
    return false;
  }
}
