import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packageManagerVersions } from '../../src/facts/package-managers.ts';
import { findInterpreters, type Interpreter } from '../../src/machine/interpreters.ts';
import { provideInterpreter } from '../../src/machine/provide-interpreter.ts';
import { ensureTool } from '../../src/machine/tools/python-tools.ts';
import { toolCacheFolder } from '../../src/machine/tools/tool-cache.ts';

let folder: string;
let here: Interpreter;
/** The line that this test's mirror offers: another one than the machine's own. */
let other: string;
let env: Record<string, string>;
const progress: string[] = [];

/** A machine whose PATH holds one Python, and that has uv in its tool cache. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'provide-test-'));
  const [found] = (await findInterpreters()).filter(({ hasEnsurePip }) => hasEnsurePip);
  if (found === undefined) throw new Error('needs a Python: dynoready doctor says how to get one');
  here = found;
  other = here.line === '3.12' ? '3.11' : '3.12';
  const uv = packageManagerVersions().classic.uv;
  const signal = new AbortController().signal;
  await ensureTool('uv', uv, { interpreter: here, progress: () => {}, signal });
  for (const name of ['bin', 'cache']) mkdirSync(join(folder, name));
  symlinkSync(here.path, join(folder, 'bin', `python${here.line}`));
  symlinkSync(join(toolCacheFolder(), `uv-${uv}`), join(folder, 'cache', `uv-${uv}`));
  env = {
    PATH: join(folder, 'bin'),
    HOME: folder,
    PYENV_ROOT: join(folder, 'pyenv'),
    DYNOREADY_CACHE: join(folder, 'cache'),
    UV_PYTHON_DOWNLOADS_JSON_URL: join(folder, 'downloads.json'),
  };
  progress.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An archive as uv unpacks it, whose Python says that it is of another version. */
function makeArchive(version: string): { path: string; sha256: string } {
  const bin = join(folder, 'archive', 'python', 'bin');
  mkdirSync(bin, { recursive: true });
  const library = join(folder, 'archive', 'python', 'lib', `python${other}`);
  mkdirSync(library, { recursive: true });
  // uv corrects the paths in this file of every Python that it unpacks.
  const triple = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;
  writeFileSync(
    join(library, `_sysconfigdata__linux_${triple}.py`),
    '# system configuration generated and used by the sysconfig module\nbuild_time_vars = {}\n',
  );
  const program = join(bin, `python${other}`);
  const parts = version.split('.').join(', ');
  writeFileSync(
    program,
    `#!/bin/sh\nexec ${here.path} -c "
import sys, types
code = sys.argv[-1]
sys._base_executable = '$0'
sys.version_info = types.SimpleNamespace(__getitem__=None)
class Version(tuple): pass
sys.version_info = Version((${parts}, 'final', 0))
exec(code)
" "$@"\n`,
  );
  chmodSync(program, 0o755);
  symlinkSync(`python${other}`, join(bin, 'python'));
  symlinkSync(`python${other}`, join(bin, 'python3'));
  const path = join(folder, 'python.tar.gz');
  execFileSync('tar', ['-czf', path, '-C', join(folder, 'archive'), 'python']);
  return { path, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
}

function offer(version: string, url: string, sha256: string): void {
  const [major, minor, patch] = version.split('.').map(Number);
  const one = {
    name: 'cpython',
    arch: { family: process.arch === 'arm64' ? 'aarch64' : 'x86_64', variant: null },
    os: 'linux',
    libc: 'gnu',
    major,
    minor,
    patch,
    prerelease: '',
    url,
    sha256,
    variant: null,
    build: '20260101',
  };
  writeFileSync(join(folder, 'downloads.json'), JSON.stringify({ [`cpython-${version}`]: one }));
}

async function provide(version: string, change: { offline?: boolean; strict?: boolean } = {}) {
  return await provideInterpreter(version, {
    strict: false,
    offline: false,
    ...change,
    env,
    signal: new AbortController().signal,
    progress: (line) => progress.push(line),
  });
}

test('a missing Python is fetched from the mirror on first need, and is there the second time', async () => {
  const archive = makeArchive(`${other}.99`);
  offer(`${other}.99`, pathToFileURL(archive.path).href, archive.sha256);
  const first = await provide(`${other}.99`);
  expect(first.notFetched).toBeUndefined();
  expect(first.interpreter).toMatchObject({ version: `${other}.99`, standInFor: undefined });
  expect(progress[0]).toBe(`Fetching Python ${other}.99 into the tool cache (30 MB, once)`);
  progress.length = 0;
  rmSync(archive.path);
  expect((await provide(`${other}.99`)).interpreter.version).toBe(`${other}.99`);
  expect(progress).toEqual([]);
});

test('a patch that uv does not know yet is fetched in the newest patch of its line', async () => {
  const archive = makeArchive(`${other}.7`);
  offer(`${other}.7`, pathToFileURL(archive.path).href, archive.sha256);
  const { interpreter, notFetched } = await provide(`${other}.99`);
  expect(notFetched).toBeUndefined();
  expect(interpreter).toMatchObject({ version: `${other}.7`, standInFor: `${other}.99` });
});

test('where a mirror refuses, the nearest stands in with the reason, and it is not asked again', async () => {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(403).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  offer(`${other}.99`, `http://127.0.0.1:${port}/python.tar.gz`, '0'.repeat(64));
  const { interpreter, notFetched } = await provide(`${other}.99`);
  expect(interpreter).toMatchObject({ version: here.version, standInFor: `${other}.99` });
  expect(notFetched).toContain('403');
  const asked = requests;
  expect((await provide(`${other}.99`)).notFetched).toBe(notFetched);
  expect(requests).toBe(asked);
  server.close();
});

test('offline nothing is asked for, and strict fails with the command that installs the line', async () => {
  offer(`${other}.99`, 'http://127.0.0.1:1/python.tar.gz', '0'.repeat(64));
  expect(await provide(`${other}.99`, { offline: true })).toMatchObject({
    notFetched: undefined,
    interpreter: { version: here.version },
  });
  expect(progress).toEqual([]);
  await expect(provide(`${other}.99`, { strict: true })).rejects.toMatchObject({
    next: expect.arrayContaining([`  uv python install ${other}`]),
  });
});

test("the machine's own interpreter of the very version is preferred", async () => {
  const { interpreter } = await provide(here.version);
  expect(realpathSync(interpreter.path)).toBe(realpathSync(here.path));
  expect(interpreter.standInFor).toBeUndefined();
  expect(progress).toEqual([]);
});
