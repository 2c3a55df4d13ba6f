// The only file that starts processes. No command that has to be quick may load it: execa alone
// takes longer to load than `dynoready check` may take.
import { once } from 'node:events';
import type { Duplex, Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { execa, type Options } from 'execa';
import { hideOwnEnvironment } from './hide-environment.ts';
import { descendantsOf, markedProcesses } from './process-table.ts';
import {
  type HeldBy,
  type LeaderEnd,
  type Supervisor,
  superviseThrough,
  supervisorCommand,
} from './supervisor.ts';

export interface GroupOptions {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment of the process: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** For a process that runs code of the project. See `ProcessOptions`. */
  readonly mark?: string;
  /** User and group id to run as; needs root. */
  readonly uid?: number;
  readonly gid?: number;
}

/** What became of the processes that a contained process left. */
export interface Containment {
  readonly heldBy: HeldBy;
  /** How many had to be ended. */
  readonly left: number;
}

export interface GroupEnd extends LeaderEnd {
  readonly durationMs: number;
  /** Undefined for a process without a mark. */
  readonly contained: Containment | undefined;
}

/** A process with all that it starts. */
export interface Group {
  /** Undefined when the process could not be started. */
  readonly pid: number | undefined;
  /** Null unless its streams are `open`. */
  readonly stdin: Writable | null;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  /** Signals every process of the group; a group that is gone is no error. */
  kill(signal: NodeJS.Signals): void;
  /** Lets this process end before the group does. */
  unref(): void;
  /** Resolves when the process itself has ended, though others of the group may run on. */
  readonly leaderEnded: Promise<void>;
  /** Resolves when the group has ended; rejects when the process could not be started. */
  readonly ended: Promise<GroupEnd>;
}

export interface GroupStreams {
  /**
   * `terminal` gives the process those of this one, and leaves it in this one's group; `open` keeps
   * its standard input open for whoever has something to write.
   */
  readonly kind: 'terminal' | 'pipes' | 'open' | 'none';
  /** Written to standard input, which is empty otherwise. */
  readonly input?: string | undefined;
}

/**
 * Milliseconds after which a supervisor that was told to end everything is ended itself; it takes
 * ten seconds at most.
 */
const SUPERVISOR_LIMIT_MS = 12_000;

/**
 * Starts a process, alone as the leader of a group, with a mark under a supervisor where one can
 * run.
 */
export function startGroup(options: GroupOptions, streams: GroupStreams): Group {
  hideOwnEnvironment();
  const command = options.mark === undefined ? undefined : supervisorCommand();
  const child = spawn(options, streams, command);
  const { pid } = child;
  const inTerminal = streams.kind === 'terminal';
  const supervisor =
    command === undefined || options.mark === undefined
      ? undefined
      : superviseThrough(child.stdio[3] as Duplex, { ...options, mark: options.mark }, inTerminal);
  const leaderEnded =
    supervisor?.leaderEnded ??
    Promise.race([once(child, 'exit'), child]).then(
      () => {},
      () => {},
    );
  if (supervisor !== undefined) {
    const read = [child.stdout, child.stderr].flatMap((stream) =>
      stream === null ? [] : [finished(stream).catch(() => {})],
    );
    // As long as somebody can still write, there may be something to read.
    void Promise.all([leaderEnded, ...read]).then(supervisor.endAll);
    // Somebody ended the supervisor instead: what is left may hold the output open.
    void supervisor.closed.then(() => {
      if (supervisor.report().left === undefined) endMarked(options.mark ?? '');
    });
  }
  return {
    pid,
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    kill: (signal) => {
      if (pid === undefined) return;
      if (supervisor === undefined) signalGroup({ pid, mark: options.mark, inTerminal }, signal);
      else signalSupervised(supervisor, { pid, mark: options.mark }, signal);
    },
    unref: () => child.unref(),
    leaderEnded,
    ended: child.then((result) => {
      if (pid === undefined) throw result.cause;
      const alone = { exitCode: result.exitCode, killedBy: result.signal };
      return { ...endOf(options, supervisor, alone), durationMs: result.durationMs };
    }),
  };
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
 * whoever wants it, and an exit code is a result. What execa would do at the tool's own exit reaches
 * the leader of a group alone, so it is left to `endWithTool`.
 */
function spawn(
  options: GroupOptions,
  { kind, input }: GroupStreams,
  command: { readonly file: string; readonly args: readonly string[] } | undefined,
) {
  const { file, args } = command ?? options;
  const output = ({ terminal: 'inherit', pipes: 'pipe', open: 'pipe', none: 'ignore' } as const)[
    kind
  ];
  const silent = input === undefined && kind !== 'open';
  const stdin = kind === 'terminal' ? 'inherit' : silent ? 'ignore' : 'pipe';
  return execa(file, [...args], {
    stdio: [stdin, output, output, ...(command === undefined ? [] : ['pipe' as const])],
    ...(input === undefined ? {} : { input }),
    detached: kind !== 'terminal',
    cwd: options.cwd,
    env: command === undefined ? { ...options.env } : {},
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
    extendEnv: false,
    cleanup: false,
    buffer: false,
    reject: false,
    encoding: 'buffer',
  } satisfies Options);
}

interface Signalled {
  readonly pid: number;
  readonly mark: string | undefined;
  readonly inTerminal?: boolean;
}

function signalSupervised(
  supervisor: Supervisor,
  { pid, mark = '' }: Signalled,
  signal: NodeJS.Signals,
): void {
  if (signal === 'SIGKILL') {
    supervisor.endAll();
    setTimeout(() => sendSignal(-pid, 'SIGKILL'), SUPERVISOR_LIMIT_MS).unref();
    return;
  }
  // Before that there is nobody but the supervisor, which takes no notice.
  void supervisor.started.then(() => {
    for (const one of new Set([...descendantsOf(pid), ...markedProcesses(mark)]))
      sendSignal(one, signal);
  });
}

function signalGroup({ pid, mark, inTerminal }: Signalled, signal: NodeJS.Signals): void {
  const escaped = mark === undefined ? [] : markedProcesses(mark);
  const own = new Set([pid, ...(mark === undefined ? [] : descendantsOf(pid))]);
  if (inTerminal) for (const one of own) sendSignal(one, signal);
  else sendSignal(-pid, signal);
  for (const one of escaped) if (!own.has(one)) sendSignal(one, signal);
}

/** How the process ended that was wanted, and what there was to end after it. */
function endOf(
  { file, mark }: GroupOptions,
  supervisor: Supervisor | undefined,
  alone: LeaderEnd,
): LeaderEnd & { contained: Containment | undefined } {
  if (mark === undefined) return { ...alone, contained: undefined };
  const report = supervisor?.report();
  if (report?.failure !== undefined) throw notStarted(file, report.failure);
  const left = report?.left ?? endMarked(mark);
  const end = supervisor === undefined ? alone : (report?.end ?? { ...alone, exitCode: undefined });
  const killedBy = end.exitCode === undefined ? (end.killedBy ?? 'SIGKILL') : undefined;
  return {
    exitCode: end.exitCode,
    killedBy,
    contained: { heldBy: report?.heldBy ?? 'group', left },
  };
}

/** Ends the processes that are known by their mark alone, and returns how many there were. */
function endMarked(mark: string): number {
  const marked = markedProcesses(mark);
  for (const pid of marked) sendSignal(pid, 'SIGKILL');
  return marked.length;
}

/** The error that the system would have given this process for the supervisor's child. */
function notStarted(file: string, code: string): Error {
  return Object.assign(new Error(`spawn ${file} ${code}`), {
    code,
    syscall: `spawn ${file}`,
    path: file,
  });
}
