import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
  type ProcessOptions,
  runProcess,
  startInTerminal,
  startProcess,
} from '../../src/machine/process.ts';
import { superviseThrough, supervisorCommand } from '../../src/machine/supervisor.ts';

const PROGRAMS = resolve(import.meta.dirname, '../fixtures/programs');
const PATH = '/usr/local/bin:/usr/bin:/bin';
const mark = 'HOME=/tmp/of-this-test';

/** A number of seconds that no other process sleeps for: how what was left is found again. */
let last = 0;
function uniqueSeconds(): string {
  last += 1;
  return `${3000 + (process.pid % 1000)}.${last}`;
}

/**
 * Ids of the processes that have the word among their arguments. One that is another every moment
 * is seen by one look in two, so there are many looks.
 */
function processesWith(word: string): readonly string[] {
  return [...new Set(Array.from({ length: 20 }, () => lookFor(word)).flat())];
}

function lookFor(word: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0');
      return /^\d+$/.test(pid) && words.includes(word);
    } catch {
      return false;
    }
  });
}

const program = (name: string, seconds: string): ProcessOptions => ({
  file: 'python3',
  args: [join(PROGRAMS, name), seconds],
  cwd: '/',
  env: { PATH, HOME: '/tmp/of-this-test' },
  mark,
});

const TRICKS = [
  'leaves-by-forking-twice.py',
  'leaves-by-session.py',
  'leaves-deaf.py',
  'leaves-by-all-means.py',
  'leaves-a-hopper.py',
];

/** Lines put before the supervisor's, which take from it what a system may not offer. */
const WITHOUT = {
  nothing: '',
  namespaces: `
import ctypes
class Library(ctypes.CDLL):
    def __init__(self, *words, **options):
        super().__init__(*words, **options)
        self.unshare = lambda flags: -1
ctypes.CDLL = Library
`,
  ctypes: 'import sys; sys.modules["ctypes"] = None\n',
};

/** Starts a program under a supervisor as it is on a system that lacks something. */
function supervised(lacking: keyof typeof WITHOUT, name: string, seconds: string) {
  const { file, args } = supervisorCommand() ?? { file: '', args: [''] };
  const script = WITHOUT[lacking] + args.at(-1);
  const child = spawn(file, [...args.slice(0, -1), script], {
    env: {},
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    detached: true,
  });
  const supervisor = superviseThrough(
    child.stdio[3] as Duplex,
    { ...program(name, seconds), mark },
    false,
  );
  const ended = new Promise((done) => child.on('exit', done));
  return { child, supervisor, ended };
}

describe.each([
  ['nothing', 'namespace'],
  ['namespaces', 'subreaper'],
] as const)('where a system lacks %s', (lacking, heldBy) => {
  test.each(TRICKS)('%s leaves nothing', async (name) => {
    const seconds = uniqueSeconds();
    const { supervisor, ended } = supervised(lacking, name, seconds);
    await supervisor.leaderEnded;
    await expect.poll(() => processesWith(seconds)).not.toEqual([]);
    supervisor.endAll();
    await ended;
    expect(processesWith(seconds)).toEqual([]);
    const { left, ...report } = supervisor.report();
    expect(report).toEqual({
      heldBy,
      failure: undefined,
      end: { exitCode: 0, killedBy: undefined },
    });
    expect(left).toBeGreaterThanOrEqual(1);
  });

  test('a tool that is killed takes everything with it', async () => {
    const seconds = uniqueSeconds();
    const { child, supervisor, ended } = supervised(lacking, 'leaves-by-all-means.py', seconds);
    await supervisor.leaderEnded;
    // What the system does with the descriptors of a process that it ends.
    (child.stdio[3] as Duplex).destroy();
    await ended;
    expect(processesWith(seconds)).toEqual([]);
  });
});

test('in a namespace a supervisor that is ended takes everything with it', async () => {
  const seconds = uniqueSeconds();
  const { child, supervisor } = supervised('nothing', 'leaves-by-all-means.py', seconds);
  await supervisor.leaderEnded;
  expect(processesWith(seconds)).toHaveLength(1);
  child.kill('SIGKILL');
  await expect.poll(() => processesWith(seconds)).toEqual([]);
});

test('without ctypes descendants and the mark are what is left to look for', async () => {
  for (const name of ['leaves-by-forking-twice.py', 'leaves-by-session.py', 'leaves-deaf.py']) {
    const seconds = uniqueSeconds();
    const { supervisor, ended } = supervised('ctypes', name, seconds);
    await supervisor.leaderEnded;
    supervisor.endAll();
    await ended;
    expect(supervisor.report().heldBy).toBe('search');
    expect(processesWith(seconds), name).toEqual([]);
  }
});

describe('a process with a mark', () => {
  test.each(TRICKS)('%s: nothing outlives it', async (name) => {
    const seconds = uniqueSeconds();
    const running = startProcess(program(name, seconds));
    await running.leaderEnded;
    // What was left may hold the output open, which is no reason to wait for it here.
    running.kill('SIGKILL');
    const result = await running.ended;
    expect(result).toMatchObject({
      exitCode: 0,
      stdout: 'left\n',
      contained: { heldBy: 'namespace' },
    });
    expect(processesWith(seconds)).toEqual([]);
  });

  test('what it leaves without any output is ended with it', async () => {
    const seconds = uniqueSeconds();
    const result = await runProcess(program('leaves-by-session.py', seconds));
    expect(result.contained?.left).toBe(1);
    expect(processesWith(seconds)).toEqual([]);
  });

  test('it cannot see what started it, so it cannot end that', async () => {
    const seconds = uniqueSeconds();
    const running = startProcess(program('ends-its-parent.py', seconds));
    // It becomes `sleep` once it has said its word; before that Python has the same argument.
    await expect
      .poll(() => lookFor('sleep').some((pid) => lookFor(seconds).includes(pid)))
      .toBe(true);
    running.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ killedBy: 'SIGTERM', stdout: 'alone\n' });
  });

  test('exit code, signal, input, an abort and a failure to start are as without one', async () => {
    const sh = (script: string, more: Partial<ProcessOptions> = {}): ProcessOptions => ({
      ...program('', ''),
      file: 'sh',
      args: ['-c', script],
      ...more,
    });
    expect(await runProcess(sh('cat; exit 3', { input: 'x' }))).toMatchObject({
      exitCode: 3,
      stdout: 'x',
      contained: { left: 0 },
    });
    expect(await runProcess(sh('kill -SEGV $$'))).toMatchObject({ killedBy: 'SIGSEGV' });
    expect(
      await runProcess(sh('trap "exit 7" TERM; sleep 60 & wait', { timeoutMs: 500 })),
    ).toMatchObject({ exitCode: 7, timedOut: true });
    const controller = new AbortController();
    const deaf = sh('trap "" TERM; echo deaf; sleep 60', {
      signal: controller.signal,
      onLine: () => controller.abort(),
    });
    expect(await runProcess(deaf)).toMatchObject({ killedBy: 'SIGKILL', aborted: true });
    await expect(runProcess(sh('', { file: '/nothing' }))).rejects.toMatchObject({
      code: 'ENOENT',
      message: 'spawn /nothing ENOENT',
    });
    expect(await startInTerminal(sh('exit 5')).ended).toBe(5);
  });

  test('its environment is what was given, and nothing is said of the supervisor', async () => {
    const { stdout } = await runProcess({ ...program('', ''), file: 'env', args: [] });
    expect(stdout.split('\n').sort()).toEqual(['', mark, `PATH=${PATH}`].sort());
    const { stdout: open } = await runProcess({
      ...program('', ''),
      file: 'ls',
      args: ['/proc/self/fd'],
    });
    // The fourth is that of the folder.
    expect(open.split('\n').filter((fd) => /^\d$/.test(fd))).toEqual(['0', '1', '2', '3']);
  });
});
