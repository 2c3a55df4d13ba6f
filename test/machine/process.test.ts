import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import {
  type ProcessOptions,
  runProcess,
  startInTerminal,
  startUnattended,
} from '../../src/machine/process.ts';

const folder = mkdtempSync(join(tmpdir(), 'process-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sh = (script: string, more: Partial<ProcessOptions> = {}): ProcessOptions => ({
  file: '/bin/sh',
  args: ['-c', script],
  cwd: folder,
  env: {},
  ...more,
});

test('an exit code is a result, and both streams come by line', async () => {
  const seen: string[] = [];
  const onLine = (line: string, stream: string): void => void seen.push(`${stream}: ${line}`);
  const result = await runProcess(sh('echo one; echo two >&2; printf three; exit 3', { onLine }));
  expect(result).toMatchObject({ exitCode: 3, killedBy: undefined, stdout: 'one\nthree' });
  expect([result.timedOut, result.aborted]).toEqual([false, false]);
  expect([...seen].sort()).toEqual(['stderr: two', 'stdout: one', 'stdout: three']);
  expect(result.output.split('\n').sort()).toEqual(['', 'one', 'three', 'two']);
});

test('nothing of the environment of the tool is inherited', async () => {
  process.env.DYNOREADY_TEST_SECRET = 'of the developer';
  const { stdout } = await runProcess({
    ...sh(''),
    file: 'env',
    args: [],
    env: { PATH: '/usr/bin:/bin', A: 'b' },
  });
  delete process.env.DYNOREADY_TEST_SECRET;
  expect(stdout).toBe('PATH=/usr/bin:/bin\nA=b\n');
});

test('a signal is told by its name', async () => {
  const { exitCode, killedBy } = await runProcess(sh('kill -KILL $$'));
  expect([exitCode, killedBy]).toEqual([undefined, 'SIGKILL']);
});

test.each([
  ['a file that is not there', { file: join(folder, 'nothing') }, 'ENOENT'],
  ['a file that is no program', { file: folder }, 'EACCES'],
  ['a folder that is not there', { cwd: join(folder, 'nowhere') }, 'ENOENT'],
])('%s rejects with the error of the system', async (_name, more, code) => {
  await expect(runProcess(sh('true', more))).rejects.toMatchObject({ code });
});

test('what is given as input is read, and nobody has to read it', async () => {
  expect((await runProcess(sh('cat', { input: 'one\ntwo' }))).stdout).toBe('one\ntwo');
  expect((await runProcess(sh('exit 0', { input: 'x'.repeat(1e6) }))).exitCode).toBe(0);
  expect((await runProcess(sh('cat; echo end'))).stdout).toBe('end\n');
});

test('standard output stays as it is, and long lines of it whole', async () => {
  const { stdout, output } = await runProcess(sh("printf 'a\\000b\\r\\n'; printf '%30000s' x"));
  expect(stdout).toBe(`a\0b\r\n${' '.repeat(29_999)}x`);
  expect(output.split('\n').map((line) => line.length)).toEqual([3, 10_000, 10_000, 10_000, 0]);
});

test('without keepOutput lines are passed on and not kept', async () => {
  const lines: string[] = [];
  const onLine = (line: string): void => void lines.push(line);
  const result = await runProcess(sh('echo a; echo b', { keepOutput: false, onLine }));
  expect([lines, result.output, result.stdout]).toEqual([['a', 'b'], '', '']);
});

test('a timeout ends the whole group, softly', async () => {
  const script = 'sleep 60 & echo $! > child; trap "echo asked; exit 7" TERM; wait';
  const result = await runProcess(sh(script, { timeoutMs: 300 }));
  expect(result).toMatchObject({ timedOut: true, aborted: false, exitCode: 7, stdout: 'asked\n' });
  // Whoever inherits the child may take seconds to notice its end: until then it is a zombie.
  const child = readFileSync(join(folder, 'child'), 'utf8').trim();
  const stateOf = () => spawnSync('ps', ['-o', 'stat=', '-p', child], { encoding: 'utf8' }).stdout;
  await vi.waitFor(() => expect(stateOf()).toMatch(/^(Z|$)/));
});

test('an abort kills what ignores SIGTERM after two seconds', async () => {
  const controller = new AbortController();
  const onLine = (): void => controller.abort();
  const script = 'trap "" TERM; echo ready; sleep 60';
  const result = await runProcess(sh(script, { signal: controller.signal, onLine }));
  expect(result).toMatchObject({ aborted: true, timedOut: false, killedBy: 'SIGKILL' });
  expect(result.durationMs).toBeGreaterThan(1_900);
  const late = await runProcess(sh('sleep 60', { signal: controller.signal }));
  expect(late).toMatchObject({ aborted: true, killedBy: 'SIGTERM' });
});

test('a process in the terminal ends with a status as a shell tells it', async () => {
  const statusOf = (script: string): Promise<number> => startInTerminal(sh(script)).ended;
  expect(await Promise.all(['exit 4', 'kill -TERM $$'].map(statusOf))).toEqual([4, 143]);
  expect(await startInTerminal({ ...sh(''), file: join(folder, 'nothing') }).ended).toBe(127);
});

test('what is unattended runs to its end, and a failure to start it is told', async () => {
  let failures = 0;
  startUnattended({ ...sh(''), file: join(folder, 'nothing') }, () => {
    failures += 1;
  });
  startUnattended(sh('echo done > done'), () => {
    failures += 1;
  });
  await expect.poll(() => existsSync(join(folder, 'done')), { timeout: 10_000 }).toBe(true);
  await expect.poll(() => failures).toBe(1);
});
