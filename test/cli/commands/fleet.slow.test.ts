import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FLEET_LINE_SCHEMA, type FleetLine } from '../../../src/fleet/line.ts';
import { isProcessAlive } from '../../../src/machine/process-alive.ts';
import { descendantsOf } from '../../../src/machine/process-table.ts';
import { commitAll } from '../../project/git/made-repository.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const MAIN = join(ROOT, 'dist/src/cli/main.js');
const FIXTURES = join(ROOT, 'test/fixtures/projects');
const FOLDERS = 24;

let work = '';
let env: NodeJS.ProcessEnv = {};
beforeAll(() => {
  if (!existsSync(MAIN)) execFileSync('npm', ['run', 'build'], { cwd: ROOT });
  work = mkdtempSync(join(tmpdir(), 'fleet-'));
  mkdirSync(join(work, 'temporary'));
  env = { PATH: process.env.PATH, HOME: work, TMPDIR: join(work, 'temporary'), NO_COLOR: '1' };
  const names = readdirSync(FIXTURES);
  for (let at = 0; at < FOLDERS; at += 1)
    cpSync(join(FIXTURES, names[at % names.length]!), join(work, `shop-${at}`), {
      recursive: true,
    });
  const folders = Array.from({ length: FOLDERS }, (_, at) => `shop-${at}`);
  mkdirSync(join(work, 'empty'));
  cpSync(join(FIXTURES, names[0]!), join(work, 'fifo'), { recursive: true });
  rmSync(join(work, 'fifo/manage.py'));
  execFileSync('mkfifo', [join(work, 'fifo/manage.py'), join(work, 'fifo/requirements.txt')]);
  commitAll(join(work, 'shop-0'));
  const url = `file://${join(work, 'shop-0')}`;
  writeFileSync(join(work, 'list'), [...folders, 'empty', 'fifo', url, ''].join('\n'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

const fleet = (...words: readonly string[]) =>
  spawnSync(process.execPath, [MAIN, 'fleet', ...words], {
    ...{ cwd: work, env, encoding: 'utf8', timeout: 120_000, killSignal: 'SIGKILL' },
  });

function linesOf(name: string): FleetLine[] {
  const lines = readFileSync(join(work, name), 'utf8').trimEnd().split('\n');
  return lines.map((line) => FLEET_LINE_SCHEMA.parse(JSON.parse(line)));
}

describe('a list of folders and a clone', () => {
  test('gives a line each, in the order of the names, and the same one when asked again', () => {
    const { status, stderr, stdout } = fleet('list', '--output', 'whole.jsonl');
    expect(stderr).toMatch(
      /^Checked 27 repositories in [\d.]+ s, .*\n25 findings, 2 not-django\.\n$/,
    );
    expect([status, stdout]).toEqual([1, '']);
    const lines = linesOf('whole.jsonl');
    const names = lines.map(({ repository }) => repository);
    expect(names).toEqual([...names].sort());
    expect(lines.find(({ repository }) => repository === 'empty')?.status).toBe('not-django');
    const [folder, clone] = ['shop-0', `file://${join(work, 'shop-0')}`].map((one) =>
      lines.find(({ repository }) => repository === one),
    );
    expect(clone?.commit).toMatch(/^[0-9a-f]{40}$/);
    expect({ ...clone, repository: '', key: '' }).toEqual({ ...folder, repository: '', key: '' });

    const before = readFileSync(join(work, 'whole.jsonl'));
    const again = fleet('list', '--output', 'whole.jsonl');
    expect(again.stderr).toMatch(
      /^Checked 0 repositories in .*, 27 unchanged since an earlier run\.\n/,
    );
    expect(readFileSync(join(work, 'whole.jsonl'))).toEqual(before);
  });

  test('on standard output, one line as each ends', () => {
    const { stdout } = fleet('list', '--rule', 'debug-on');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as FleetLine);
    expect(lines.map(({ repository }) => repository).sort()).toEqual(
      linesOf('whole.jsonl').map(({ repository }) => repository),
    );
  });

  test('in shards, merged, is byte for byte the same', () => {
    const parts = [1, 2, 3].map((at) => `part-${at}.jsonl`);
    for (const [at, part] of parts.entries())
      fleet('list', '--shard', `${at + 1}/3`, '--output', part);
    const { status } = fleet('merge', ...parts.reverse(), '--output', 'merged.jsonl');
    expect(status).toBe(1);
    expect(readFileSync(join(work, 'merged.jsonl'))).toEqual(
      readFileSync(join(work, 'whole.jsonl')),
    );
  });
});

describe('an interrupted run', () => {
  /** Interrupts a run in its middle; gives its exit code and the worker processes that it had. */
  async function interrupt(output: string, signal: NodeJS.Signals) {
    const path = join(work, output);
    const words = [MAIN, 'fleet', 'list', '--workers', '1', '--output', output];
    const child = spawn(process.execPath, words, { cwd: work, env, stdio: 'ignore' });
    const ended = once(child, 'exit') as Promise<[number | null]>;
    await expect
      .poll(() => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').length : 0), {
        ...{ timeout: 60_000, interval: 5 },
      })
      .toBeGreaterThan(4);
    const workers = descendantsOf(child.pid!);
    child.kill(signal);
    const [code] = await ended;
    expect(workers).not.toEqual([]);
    await expect.poll(() => workers.filter(isProcessAlive), { timeout: 20_000 }).toEqual([]);
    return code;
  }

  test.each([
    ['SIGKILL', null],
    ['SIGINT', 130],
  ] as const)('by %s leaves no process, and goes on where it was', async (signal, exitCode) => {
    const output = `after-${signal}.jsonl`;
    expect(await interrupt(output, signal)).toBe(exitCode);
    const done = readFileSync(join(work, output), 'utf8').split('\n').length - 1;
    expect(done).toBeLessThan(27);
    const { stderr } = fleet('list', '--output', output);
    const checked = Number(/^Checked (\d+) /.exec(stderr)?.[1]);
    expect(checked).toBeLessThanOrEqual(27 - done);
    expect(stderr).toContain(`, ${27 - checked} unchanged since an earlier run.`);
    expect(readFileSync(join(work, output))).toEqual(readFileSync(join(work, 'whole.jsonl')));
  });
});

/** Breaks the reading of some folders, in every process of the fleet: a fault that nobody foresaw. */
const FAULT = `import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const read = fs.readdirSync;
  fs.readdirSync = (path, ...rest) => {
    if (String(path).endsWith('/shop-5')) for (;;);
    if (String(path).endsWith('/shop-7')) for (const kept = []; ; ) kept.push(Buffer.alloc(2 ** 28, 1));
    if (String(path).endsWith('/shop-9')) process.kill(process.pid, 'SIGSEGV');
    return read(path, ...rest);
  };
  syncBuiltinESMExports();`;

test('a repository that never ends, takes all memory or ends the process costs its own line only', () => {
  const limits = ['--timeout', '10', '--memory', '400'];
  const hook = `data:text/javascript,${encodeURIComponent(FAULT)}`;
  const { stderr } = spawnSync(
    process.execPath,
    ['--import', hook, MAIN, 'fleet', 'list', '--output', 'hostile.jsonl', ...limits],
    { cwd: work, env, encoding: 'utf8', timeout: 120_000, killSignal: 'SIGKILL' },
  );
  expect(stderr).toMatch(/22 findings, 2 not-django, 1 timeout, 1 memory, 1 crashed\.\n$/);
  const whole = new Map(linesOf('whole.jsonl').map((line) => [line.repository, line]));
  const reasons: (string | null)[] = [];
  for (const line of linesOf('hostile.jsonl')) {
    if (/^shop-[579]$/.test(line.repository)) reasons.push(line.reason);
    else expect(line).toEqual(whole.get(line.repository));
  }
  expect(reasons).toEqual([
    'the check was not done after 10 s',
    'the check took more than 400 MB of memory',
    'the worker process ended: without a message',
  ]);
});

test('a bad list is a usage error, and nothing is written', () => {
  writeFileSync(join(work, 'bad'), 'shop-0\nshop-none\n');
  const { status, stderr } = fleet('bad', '--output', 'bad.jsonl');
  expect(status).toBe(2);
  expect(stderr).toContain("line 2: 'shop-none' is neither a folder, a git URL, nor owner/name");
  expect(existsSync(join(work, 'bad.jsonl'))).toBe(false);
});

test('nothing is left in the temporary folder', async () => {
  await expect.poll(() => readdirSync(join(work, 'temporary')), { timeout: 20_000 }).toEqual([]);
});
