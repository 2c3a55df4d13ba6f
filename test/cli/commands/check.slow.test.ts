import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GIVEN_SETUPS, type HostileProject, VARIANTS } from '../hostile-projects.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const MAIN = join(ROOT, 'dist/src/cli/main.js');
const FRESH = join(ROOT, 'test/fixtures/projects/startproject-6.1');

/** Limits of a whole process on an idle machine. The time is the processor's. */
const MOST_PROCESSOR_MS = 2000;
/** What that is in checks of a fresh project: 230 ms each, and more on a machine that is busy. */
const MOST_CHECKS = 8;
const MOST_MEMORY_MB = 300;
const LONGEST_MS = 30_000;

/** The user and group that own nothing, on Linux and macOS. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

interface Case {
  readonly id: string;
  readonly append_to?: string;
  readonly file?: string;
  readonly text?: string;
  readonly setup?: string;
}

function casesOf(name: string): readonly Case[] {
  const path = join(ROOT, 'test/fixtures/cases', name);
  return (JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] }).cases;
}

let work = '';
let projects = 0;
let mostProcessorMs = LONGEST_MS;
beforeAll(() => {
  if (!existsSync(MAIN)) execFileSync('npm', ['run', 'build'], { cwd: ROOT });
  work = mkdtempSync(join(tmpdir(), 'hostile-'));
  chmodSync(work, 0o755);
  const checks = [1, 2, 3].map(() => drive({ arrange: () => {} }).processorMs);
  mostProcessorMs = Math.max(MOST_PROCESSOR_MS, MOST_CHECKS * Math.max(...checks));
});
// Paths longer than the system takes are beyond Node's own way of removing folders.
afterAll(() => execFileSync('rm', ['-rf', work]));

/** What the process itself reports when it ends. */
const REPORT = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    process.stderr.write('\\nused ' + JSON.stringify([(userCPUTime + systemCPUTime) / 1000, maxRSS / 1024]));
  })`,
)}`;

function drive(
  project: HostileProject,
  command: readonly string[] = ['check'],
  env: Readonly<Record<string, string>> = {},
): { code: number | null; out: string; err: string; processorMs: number } {
  projects += 1;
  const folder = join(work, String(projects));
  cpSync(FRESH, folder, { recursive: true });
  project.arrange(folder);
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', REPORT, MAIN, ...command],
    {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: work, NO_COLOR: '1', ...env },
      encoding: 'utf8',
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
      maxBuffer: 64_000_000,
      ...(project.asNobody ? { uid: NOBODY, gid: NOBODY } : {}),
    },
  );
  execFileSync('rm', ['-rf', folder]);
  expect(signal, 'it had to be killed').toBeNull();
  const [err, used] = stderr.split('\nused ');
  const [processorMs = LONGEST_MS, memoryMb] = JSON.parse(used ?? '[]') as number[];
  expect(processorMs).toBeLessThan(mostProcessorMs);
  expect(memoryMb).toBeLessThan(MOST_MEMORY_MB);
  return { code: status, out: stdout, err: err!, processorMs };
}

/** A finding on standard output, or wrong use; never a fault of the tool. */
function expectClearEnd(project: HostileProject): void {
  const { code, out, err } = drive(project);
  expect(err).toMatch(project.says ?? /^$/);
  expect(code).toBe(project.exitCode ?? 1);
  if (code === 1) expect(out).toMatch(/\n\d+ errors?, /);
}

function ofCase({ append_to, file, text = '' }: Case): HostileProject {
  return {
    arrange: (folder) => {
      const path = join(folder, file ?? 'mysite/settings.py');
      const before = append_to === undefined ? '' : readFileSync(path, 'utf8');
      writeFileSync(path, `${before}${text}`);
    },
  };
}

const given = casesOf('hostile.json');

test('every case of hostile.json is driven', () => {
  const told = given.filter(({ text }) => text === undefined).map(({ id }) => id);
  const arranged = new Set(Object.keys(GIVEN_SETUPS).map((id) => id.replace(/: .*$/, '')));
  expect([...arranged, 'leftover-of-another-user'].sort()).toEqual(told.sort());
});

describe('the cases of hostile.json end soon and clearly', () => {
  test.each(given.filter(({ text }) => text !== undefined))('$id', (one) =>
    expectClearEnd(ofCase(one)),
  );
  test.each(Object.entries(GIVEN_SETUPS))('%s', (_id, project) => {
    if (!project.asNobody || isRoot) expectClearEnd(project);
  });
});

describe('settings of the same kinds end as soon', () => {
  test.each(casesOf('hostile-variants.json'))('$id', (one) => expectClearEnd(ofCase(one)));
});

describe('projects of the same kinds end as soon', () => {
  test.each(Object.entries(VARIANTS))('%s', (_id, project) => {
    if (!project.asNobody || isRoot) expectClearEnd(project);
  });
});

test('a leftover of another user in the temporary folder is left alone by a build', () => {
  if (!isRoot) return;
  const temporary = join(work, 'temporary');
  const leftover = join(temporary, 'dynoready-999999-aabbccdd');
  mkdirSync(leftover, { recursive: true, mode: 0o700 });
  chmodSync(temporary, 0o1777);
  const { code, out, err } = drive(
    { arrange: (folder) => execFileSync('chown', ['-R', String(NOBODY), folder]), asNobody: true },
    ['build', '.'],
    { TMPDIR: temporary, HOME: temporary },
  );
  expect(`${out}${err}`).not.toMatch(/itself failed/);
  expect(code).toBe(1);
  expect(existsSync(leftover)).toBe(true);
});
