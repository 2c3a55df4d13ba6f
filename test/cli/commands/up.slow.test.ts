import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { findFreePort } from '../../../src/machine/free-port.ts';

/** The built command, since a signal and a terminal are what a whole process gets. */
const MAIN = fileURLToPath(new URL('../../../dist/src/cli/main.js', import.meta.url));
const SHOP = fileURLToPath(new URL('../../fixtures/programs/shop', import.meta.url));
const CLOSES_TERMINAL = fileURLToPath(
  new URL('../../fixtures/programs/closes-terminal.py', import.meta.url),
);
const GIVEN = [
  '-c',
  'SECRET_KEY=a-secret-that-nobody-may-read-0123456789-ABCDEFGHIJ',
  '-c',
  'ALLOWED_HOSTS=localhost,shop.example.com',
];
const WAIT = { timeout: 120_000, interval: 100 };

let folder = '';
let root = '';
let port = 0;
const started: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'up-test-'));
  root = join(folder, 'shop');
  cpSync(SHOP, root, { recursive: true });
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    ['-c', 'user.email=a@example.com', '-c', 'user.name=a', 'commit', '-qm', 'shop'],
  ])
    execFileSync('git', args, { cwd: root });
});
beforeEach(async () => {
  port = await findFreePort();
});
// What a failed test leaves running would fail the next one.
afterEach(() => {
  for (const child of started.splice(0)) if (child.exitCode === null) child.kill('SIGTERM');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Running {
  readonly child: ChildProcess;
  shown: string;
  readonly ended: Promise<number | null>;
}

function start(file: string, args: readonly string[]): Running {
  const child = spawn(file, args, {
    cwd: root,
    env: { ...process.env, XDG_STATE_HOME: join(folder, 'state') },
  });
  started.push(child);
  const running: Running = {
    child,
    shown: '',
    ended: new Promise((resolve) => child.on('close', resolve)),
  };
  const keep = (chunk: Buffer): void => {
    running.shown += chunk.toString('utf8');
  };
  child.stdout!.on('data', keep);
  child.stderr!.on('data', keep);
  return running;
}

const says = (running: Running, text: string | RegExp): Promise<void> =>
  expect.poll(() => running.shown, WAIT).toMatch(text);

/** Processes that work in the folder of a rehearsal that the test began, and those folders. */
function leftovers(before: ReadonlySet<string>): string[] {
  const folders = readdirSync(tmpdir()).filter(
    (name) => /^dynoready-\d+-/.test(name) && !before.has(name),
  );
  const processes = (existsSync('/proc') ? readdirSync('/proc') : []).filter((pid) => {
    try {
      const cwd = readlinkSync(`/proc/${pid}/cwd`);
      return (
        /^\d+$/.test(pid) &&
        cwd.startsWith(join(tmpdir(), 'dynoready-')) &&
        ![...before].some((name) => cwd.includes(name))
      );
    } catch {
      return false;
    }
  });
  return [...folders, ...processes];
}

test('in a terminal the keys restart, scale, release again and open a one-off dyno, and q ends every process', async () => {
  const before = new Set(readdirSync(tmpdir()));
  const command = ['node', MAIN, 'up', '--port', String(port), ...GIVEN]
    .map((word) => `'${word}'`)
    .join(' ');
  const up = start('script', ['-qfec', command, '/dev/null']);
  const press = async (key: string, then: string | RegExp): Promise<void> => {
    up.shown = '';
    up.child.stdin!.write(key);
    await says(up, then);
  };
  await says(up, `The app is up: http://localhost:${port}`);
  expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
  await press('r', /heroku\[web\.1\].*State changed from starting to up/);
  await press('+', /heroku\[web\.2\].*State changed from starting to up/);
  await press('o', 'Command for a one-off dyno');
  // Ctrl-U empties the line of the command that is proposed. An interactive shell takes the
  // terminal, and the keys need it back.
  await press(
    `\u0015bash --norc -ic 'echo "from $DYNO"'\r`,
    /from run\.\d+[\s\S]*The one-off dyno ended with status 0/,
  );
  await press('d', /heroku\[web\.2\].*State changed from starting to up/);
  await press('v', /v1 {2}Deploy \w+\s+v2 {2}Deploy \w+/);
  expect(leftovers(before)).not.toEqual([]);
  up.child.stdin!.write('q');
  expect(await up.ended, up.shown).toBe(0);
  expect(leftovers(before)).toEqual([]);
});

test('a terminal that is closed, or a system that goes down, ends every process', async () => {
  for (const signal of ['SIGHUP', 'SIGTERM'] as const) {
    const before = new Set(readdirSync(tmpdir()));
    const up = start('node', [MAIN, 'up', '--port', String(port), ...GIVEN]);
    await says(up, `The app is up: http://localhost:${port}`);
    up.child.kill(signal);
    expect(await up.ended, up.shown).toBe(130);
    expect(up.shown).toContain('Stopping all processes with SIGTERM');
    expect(leftovers(before)).toEqual([]);
  }
});

test.each([
  ['a window that is closed, with SIGHUP', 'hangup'],
  ['a terminal that is gone without a word', 'silent'],
])('%s ends every process', async (_name, hangup) => {
  const before = new Set(readdirSync(tmpdir()));
  const command = ['node', MAIN, 'up', '--port', String(port), ...GIVEN];
  const closing = start('python3', [CLOSES_TERMINAL, hangup, 'The app is up', ...command]);
  expect(await closing.ended, closing.shown).toBe(0);
  expect(closing.shown).toBe('130 True\n');
  expect(leftovers(before)).toEqual([]);
});

test('a reader that closes the output early ends every process', async () => {
  const before = new Set(readdirSync(tmpdir()));
  const command = ['node', MAIN, 'up', '--port', String(port), ...GIVEN]
    .map((word) => `'${word}'`)
    .join(' ');
  const up = start('bash', ['-c', `${command} 2>&1 | head -3; echo "status \${PIPESTATUS[0]}"`]);
  expect(await up.ended).toBe(0);
  expect(up.shown).toContain('status 130\n');
  expect(leftovers(before)).toEqual([]);
  const check = start('bash', [
    '-c',
    `node '${MAIN}' check | true; echo "status \${PIPESTATUS[0]}"`,
  ]);
  await check.ended;
  expect(check.shown).toMatch(/^status [01]\n$/);
});
