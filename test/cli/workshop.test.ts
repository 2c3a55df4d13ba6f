import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadRules } from '../../src/check/catalogue.ts';
import { run } from '../../src/cli/commands/workshop.ts';
import { readProject } from '../../src/project/read.ts';
import { EXERCISES, HINTS_THAT_COUNT, JUDGED_ELSEWHERE } from '../../src/workshop/exercises.ts';
import { isSolved, judgeExercises } from '../../src/workshop/judge.ts';
import { readProgress, writeProgress } from '../../src/workshop/progress.ts';
import { recordingTerminal } from '../probe/recording-terminal.ts';

let folder: string;
let root: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-workshop-'));
  root = join(folder, 'dynoready-workshop');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function workshop(...words: string[]): Promise<{ exitCode: number; out: string }> {
  const inside = existsSync(root);
  const terminal = recordingTerminal(inside ? root : folder, {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_STATE_HOME: join(folder, 'state'),
  });
  return { exitCode: await run(terminal, words, {}), out: terminal.shown.out };
}

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Learner', '-c', 'user.email=learner@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8', env: { PATH: process.env.PATH, HOME: folder } });
}

test('without a project the list names the fourteen exercises', async () => {
  const { exitCode, out } = await workshop();
  expect(exitCode).toBe(0);
  expect(out.split('\n')).toHaveLength(15);
  expect(out).toMatch(/^ 1\. A repository that holds source and nothing else\n/);
});

test('start lays out a committed project and shows the first exercise', async () => {
  const { exitCode, out } = await workshop('start');
  expect(exitCode).toBe(0);
  expect(out).toBe(`\
The project is in dynoready-workshop: change into it.

Exercise 1 of 14: A repository that holds source and nothing else

Only source is tracked. Caches, databases, collected files and secrets are ignored, and what slipped in is untracked. Migrations stay.

Why:     The push is the build's input. A virtual environment in it stops the build; a database or an \`.env\` in it hands out data and keys; an ignored migration makes the release create the wrong tables.
Changes: \`.gitignore\`, and the index of git.

When you think it is done:  dynoready workshop check
When you are stuck:         dynoready workshop hint
`);
  expect(git('status', '--porcelain')).toBe('');
  expect(git('ls-files').split('\n')).toEqual(expect.arrayContaining(['db.sqlite3', 'manage.py', '.gitignore']));
});

test('check says what is left, and goes on once it is done', async () => {
  await workshop('start');
  const refused = await workshop('check');
  expect(refused.exitCode).toBe(1);
  expect(refused.out).toMatch(
    /^Exercise 1, A repository that holds source and nothing else, is not done:\n {2}The database `db\.sqlite3` is in git\./,
  );
  git('rm', '--quiet', '--cached', 'db.sqlite3');
  rmSync(join(root, 'db.sqlite3'));
  const passed = await workshop('check');
  expect(passed.exitCode).toBe(0);
  expect(passed.out).toMatch(/^Exercise 1 is done\. .*\n\nExercise 2 of 14: One settings file becomes a package\n/);
  expect((await workshop('list')).out).toMatch(/^done {4}1\. .*\nnext {4}2\. .*\n {8}3\. /);
});

test('hints come one more at a time, and the last says so', async () => {
  await workshop('start');
  expect((await workshop('hint')).out).toMatch(/^1\. [^\n]+\n$/);
  expect((await workshop('hint')).out).toMatch(/^1\. [^\n]+\n2\. [^\n]+\n$/);
  const last = (await workshop('hint')).out;
  expect(last).toMatch(/\n3\. [^\n]+\nThat is the last one\. See it done: dynoready workshop solve\n$/);
  expect((await workshop('hint')).out).toBe(last);
});

test('a word that is no action is refused with those that are', async () => {
  await expect(workshop('finish')).rejects.toThrow("The workshop has no 'finish'");
  await expect(workshop('check')).rejects.toThrow('This folder is not a workshop project');
});

describe('from the first exercise to the last', () => {
  test('each is open when its turn comes or done by one before it, and the generator solves it', async () => {
    await workshop('start');
    const rules = await loadRules();
    const doneBefore: number[] = [];
    for (const { number, rehearsal } of EXERCISES) {
      if (rehearsal !== undefined) {
        // A rehearsal needs Python: a slow test goes on to the end.
        const progress = readProgress(root);
        writeProgress(root, { ...progress, solved: [...progress.solved, { exercise: number, by: 'learner' }] });
        continue;
      }
      if (number === 1) git('rm', '--quiet', '--cached', 'db.sqlite3');
      else if (judgeExercises(readProject(root), rules, number).every(isSolved)) doneBefore.push(number);
      const { exitCode, out } = await workshop('solve');
      expect(exitCode, `${number}: ${out}`).toBe(0);
      git('add', '--all');
    }
    // Entries of the scaffold that do two exercises at once: requirements with the database, the release beside the web line, add-ons in app.json.
    expect(doneBefore).toEqual([6, 9, 11]);
    expect(readFileSync(join(root, 'Procfile'), 'utf8')).toMatch(/^release: .*migrate/m);
    // The last was only marked as done: what does not hold is told, whatever was noted.
    const { exitCode, out } = await workshop('check');
    expect([exitCode, out.split('\n')[0]]).toEqual([1, 'Exercise 14, Hardening, is not done:']);
  }, 60_000);
});

test('the rules named for an exercise exist', async () => {
  const ids = (await loadRules()).map(({ id }) => id);
  for (const id of [...Object.keys(JUDGED_ELSEWHERE), ...HINTS_THAT_COUNT]) expect(ids).toContain(id);
});
