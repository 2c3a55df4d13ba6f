import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FLEET_LINE_SCHEMA, type FleetLine } from '../../../src/fleet/line.ts';
import { commitAll } from '../../project/git/made-repository.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const MAIN = join(ROOT, 'dist/src/cli/main.js');
const works = spawnSync('bwrap', ['--unshare-all', '--ro-bind', '/', '/', 'true']).status === 0;

let work = '';
beforeAll(() => {
  if (!existsSync(MAIN)) execFileSync('npm', ['run', 'build'], { cwd: ROOT });
  work = mkdtempSync(join(tmpdir(), 'rehearsals-'));
  const shop = join(work, 'shop');
  cpSync(join(ROOT, 'test/fixtures/projects/startproject-6.1'), shop, { recursive: true });
  execFileSync(process.execPath, [MAIN, 'init', shop, '--yes'], { stdio: 'ignore' });
  // Each process of the app tries to leave, and fails when it can.
  const settings = join(shop, 'mysite/settings/base.py');
  appendFileSync(
    settings,
    `
try:
    open(${JSON.stringify(join(work, 'escaped'))}, "w")
except OSError:
    pass
else:
    raise SystemExit("This code can write where it should not.")
`,
  );
  commitAll(shop);
  writeFileSync(join(work, 'list'), 'shop\n');
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function fleet(env: NodeJS.ProcessEnv, ...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [MAIN, 'fleet', 'list', '--rehearse', ...words],
    {
      cwd: work,
      env: { ...process.env, NO_COLOR: '1', ...env },
      encoding: 'utf8',
      timeout: 250_000,
    },
  );
  const lines = stdout.split('\n').filter(Boolean);
  return {
    status,
    stderr,
    line: lines.map((line): FleetLine => FLEET_LINE_SCHEMA.parse(JSON.parse(line)))[0],
  };
}

// Some containers and AppArmor forbid the namespaces that bubblewrap needs.
test.skipIf(!works)('foreign code is built, released and served in isolation', () => {
  const { line } = fleet({});
  expect([line?.reason, line?.rehearsal]).toEqual([
    null,
    { verdict: 'passed', failedPhase: null, reason: null },
  ]);
  expect(readdirSync(work).sort()).toEqual(['list', 'shop']);
});

test('without bubblewrap it is refused, and named how to get it', () => {
  const folder = mkdtempSync(join(work, 'bin-'));
  const { status, stderr } = fleet({ PATH: folder });
  rmSync(folder, { recursive: true });
  expect(status).toBe(2);
  expect(stderr).toContain(
    '--rehearse runs foreign code, and bubblewrap, which isolates it, is missing',
  );
  expect(stderr).toContain('  apt-get install bubblewrap\n');
});

test('--trusted runs it as the person does, and a phase that fails is a finding', () => {
  const { status, line } = fleet({}, '--trusted');
  expect([status, line?.status]).toEqual([1, 'findings']);
  expect(line?.rehearsal).toMatchObject({ verdict: 'failed', failedPhase: 'build' });
  expect(existsSync(join(work, 'escaped'))).toBe(true);
});
