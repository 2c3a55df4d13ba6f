import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'dist/src/cli/main.js');

let work = '';
beforeAll(() => {
  if (!existsSync(MAIN)) execFileSync('npm', ['run', 'build'], { cwd: ROOT });
  work = mkdtempSync(join(tmpdir(), 'main-'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Runs the tool in a fresh project; an error that nobody catches happens once `when` is true. */
function failing(words: readonly string[], when: string, hook?: string) {
  const project = mkdtempSync(join(work, 'project-'));
  const temporary = mkdtempSync(join(work, 'temporary-'));
  cpSync(join(ROOT, 'test/fixtures/projects/startproject-6.1'), project, { recursive: true });
  if (hook !== undefined) {
    mkdirSync(join(project, 'bin'));
    writeFileSync(join(project, 'bin/pre_compile'), hook, { mode: 0o755 });
    writeFileSync(join(project, 'requirements.txt'), 'django\n');
  }
  const fault = `import { existsSync } from 'node:fs';
    const ready = () => process.listenerCount('uncaughtException') > 0 && (${when});
    const wait = setInterval(() => {
      if (!ready()) return;
      clearInterval(wait);
      throw new Error('made to fail');
    }, 1);`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(fault)}`, MAIN, ...words],
    {
      cwd: project,
      env: { PATH: process.env.PATH, HOME: work, TMPDIR: temporary, NO_COLOR: '1' },
      encoding: 'utf8',
      timeout: 120_000,
      killSignal: 'SIGKILL',
    },
  );
  return { status, stderr, left: () => readdirSync(temporary) };
}

test('an error that nobody catches ends with exit code 70 and asks for a report', () => {
  const { status, stderr, left } = failing(['check', '--watch'], 'true');
  expect(stderr).toMatch(/^dynoready itself failed; your project is not at fault/);
  expect(stderr).toContain('Error: made to fail\n');
  expect(status).toBe(70);
  expect(left()).toEqual([]);
});

test('it ends the processes and the folders of a build first', async () => {
  const started = join(work, 'started');
  const { status, stderr, left } = failing(
    ['build'],
    `existsSync(${JSON.stringify(started)})`,
    `#!/bin/sh\ntouch '${started}'\nexec sleep 4321.18\n`,
  );
  expect(stderr).toContain('Error: made to fail\n');
  expect(status).toBe(70);
  // A process that outlives the tool removes the many files of a workspace.
  await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 30_000, interval: 100 });
  expect(spawnSync('pgrep', ['-f', 'sleep 4321[.]18']).status).toBe(1);
});
