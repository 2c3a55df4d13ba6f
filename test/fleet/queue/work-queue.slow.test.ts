import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { FLEET_LINE_SCHEMA } from '../../../src/fleet/line.ts';
import { findFreePort } from '../../../src/machine/free-port.ts';

/** The real programs: redis-server of the system, workers and fleets of the built package. */
const ROOT = resolve(import.meta.dirname, '../../..');
const MAIN = join(ROOT, 'dist/src/cli/main.js');
const FIXTURES = join(ROOT, 'test/fixtures/projects');
const FOLDERS = 16;

let work = '';
let port = 0;
let logs = 0;
const running: ChildProcess[] = [];
beforeAll(async () => {
  if (!existsSync(MAIN)) execFileSync('npm', ['run', 'build'], { cwd: ROOT });
  work = mkdtempSync(join(tmpdir(), 'queue-'));
  const names = readdirSync(FIXTURES);
  for (let at = 0; at < FOLDERS; at += 1)
    cpSync(join(FIXTURES, names[at % names.length]!), join(work, `shop-${at}`), {
      recursive: true,
    });
  const folders = Array.from({ length: FOLDERS }, (_, at) => `shop-${at}`);
  writeFileSync(join(work, 'list'), [...folders, 'file:///nonexistent/a', ''].join('\n'));
  await end(start('fleet', 'list', '--output', 'alone.jsonl'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

beforeEach(async () => {
  port = await findFreePort();
  mkdirSync(join(work, `redis-${port}`));
  await startRedis();
});
afterEach(async () => {
  for (const child of running.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

/** A process whose standard error goes to a file; its exit is waited for by `end`. */
function run(file: string, args: readonly string[]) {
  logs += 1;
  const log = join(work, `log-${logs}`);
  const output = openSync(log, 'w');
  const env = { PATH: process.env.PATH, HOME: work, NO_COLOR: '1', TMPDIR: process.env.TMPDIR };
  const child = spawn(file, [...args], { cwd: work, env, stdio: ['ignore', output, output] });
  closeSync(output);
  running.push(child);
  return { child, exit: once(child, 'exit'), log: () => readFileSync(log, 'utf8') };
}

const start = (...words: readonly string[]) => run(process.execPath, [MAIN, ...words]);
const url = (): string => `redis://127.0.0.1:${port}`;
const startWorker = (...words: readonly string[]) =>
  start('worker', '--queue', url(), '--workers', '1', '--lost-after', '2', ...words);
const startFleet = (output: string, ...words: readonly string[]) =>
  start('fleet', 'list', '--queue', url(), '--output', output, ...words);

async function end({ exit, log }: ReturnType<typeof run>): Promise<string> {
  await exit;
  return log();
}

async function startRedis() {
  const redis = run('redis-server', [
    ...['--port', String(port), '--bind', '127.0.0.1', '--dir', join(work, `redis-${port}`)],
    ...['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'],
  ]);
  await expect.poll(redis.log, { timeout: 20_000 }).toContain('Ready to accept connections');
  return redis;
}

const linesOf = (log: string): string[] => log.match(/^(findings|failed) {2}.*$/gm) ?? [];
const untilDone = async (worker: ReturnType<typeof run>, count: number): Promise<void> =>
  await expect
    .poll(() => linesOf(worker.log()).length, { timeout: 60_000, interval: 10 })
    .toBeGreaterThanOrEqual(count);

function expectAlone(output: string): void {
  expect(readFileSync(join(work, output), 'utf8')).toBe(
    readFileSync(join(work, 'alone.jsonl'), 'utf8'),
  );
}

test('two workers give the result of one process; what cannot be fetched is tried three times', async () => {
  const workers = [startWorker(), startWorker()];
  const log = await end(startFleet('two.jsonl'));
  expect(log).toMatch(/^Checked 17 repositories in .*\n16 findings, 1 failed\.\n$/);
  expectAlone('two.jsonl');
  const done = workers.map((worker) => linesOf(worker.log()).length);
  expect(done.reduce((sum, one) => sum + one)).toBe(17);
  expect(Math.min(...done)).toBeGreaterThan(0);
  for (const { child } of workers) child.kill('SIGTERM');
  for (const worker of workers) await end(worker);
  expect(workers.map(({ child }) => child.exitCode)).toEqual([130, 130]);
});

test('the same job twice: two fleets at once get the same, and a third one what is kept', async () => {
  const worker = startWorker();
  const both = [startFleet('first.jsonl'), startFleet('second.jsonl')];
  for (const fleet of both) await end(fleet);
  const checked = linesOf(worker.log()).filter((line) => !line.endsWith(' (unchanged)'));
  // Each repository once; the one that cannot be fetched is never kept.
  expect(new Set(checked).size).toBe(17);
  expect(checked.filter((line) => line.startsWith('findings'))).toHaveLength(16);
  await end(startFleet('third.jsonl'));
  expect(linesOf(worker.log()).slice(-16).join('\n')).toContain(' (unchanged)');
  for (const output of ['first.jsonl', 'second.jsonl', 'third.jsonl']) expectAlone(output);
});

test('a worker that is killed midway loses nothing', async () => {
  const killed = startWorker();
  const fleet = startFleet('killed.jsonl');
  await untilDone(killed, 4);
  killed.child.kill('SIGKILL');
  const other = startWorker();
  await end(fleet);
  expectAlone('killed.jsonl');
  expect(linesOf(other.log()).length).toBeGreaterThan(0);
});

test('a Redis that is killed and started again with its append-only file loses nothing', async () => {
  const redis = await restartable();
  const worker = startWorker();
  const fleet = startFleet('restarted.jsonl');
  await untilDone(worker, 4);
  redis.kill('SIGKILL');
  await once(redis, 'exit');
  await startRedis();
  const log = await end(fleet);
  expect(log).toContain(`The connection to 127.0.0.1:${port} is lost; waiting for it.\n`);
  expectAlone('restarted.jsonl');
});

/** The redis-server that this test began with. */
async function restartable(): Promise<ChildProcess> {
  const [redis] = running;
  if (redis === undefined) throw new Error('No redis-server runs.');
  return redis;
}

/** Makes one repository endless for the workers: a fault that nobody foresaw. */
const FAULT = `import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const read = fs.readdirSync;
  fs.readdirSync = (path, ...rest) => {
    if (String(path).endsWith('/shop-5')) for (;;);
    return read(path, ...rest);
  };
  syncBuiltinESMExports();`;

test('a poisoned repository costs its own line only', async () => {
  const hook = `data:text/javascript,${encodeURIComponent(FAULT)}`;
  run(process.execPath, ['--import', hook, MAIN, 'worker', '--queue', url(), '--workers', '2']);
  const log = await end(startFleet('poisoned.jsonl', '--timeout', '8'));
  expect(log).toContain('15 findings, 1 failed, 1 timeout.\n');
  const [alone, poisoned] = ['alone.jsonl', 'poisoned.jsonl'].map((name) =>
    readFileSync(join(work, name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => FLEET_LINE_SCHEMA.parse(JSON.parse(line)))
      .filter(({ repository }) => repository !== 'shop-5'),
  );
  expect(poisoned).toEqual(alone);
});

test('without an answer of Redis it is a usage error', async () => {
  const closed = await findFreePort();
  const fleet = start('fleet', 'list', '--queue', `redis://user:secret@127.0.0.1:${closed}`);
  const log = await end(fleet);
  expect(fleet.child.exitCode).toBe(2);
  expect(log).toContain(`The Redis at 127.0.0.1:${closed} does not answer`);
  expect(log).not.toContain('secret');
});
