import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../../src/cli/commands/workshop.ts';
import { EXERCISES } from '../../../src/workshop/exercises.ts';
import { loadProgress, writeProgress } from '../../../src/workshop/progress.ts';
import { recordingTerminal } from '../../clock/recording-terminal.ts';

let folder: string;
let root: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-workshop-'));
  root = join(folder, 'dynoready-workshop');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

async function workshop(
  words: readonly string[] = [],
  options: Record<string, unknown> = {},
): Promise<Told> {
  const terminal = recordingTerminal(existsSync(root) ? root : folder, environment());
  const exitCode = await run(terminal, words, options);
  return { exitCode, ...terminal.shown };
}

function environment(): Record<string, string | undefined> {
  return { PATH: process.env.PATH, HOME: folder, XDG_STATE_HOME: join(folder, 'state') };
}

function git(...args: string[]): string {
  const identity = [
    '-c',
    'user.name=Learner',
    '-c',
    'user.email=learner@example.com',
    '-c',
    'commit.gpgsign=false',
  ];
  return execFileSync('git', [...identity, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: environment(),
  });
}

function write(path: string, text: string): void {
  writeFileSync(join(root, path), text);
}

/** The first exercise, done by hand. */
function untrack(): void {
  git('rm', '--quiet', '-r', '--cached', 'db.sqlite3', 'staticfiles');
  write('.gitignore', '__pycache__/\n*.sqlite3\n/staticfiles/\n.env\n.venv/\n');
  git('add', '--all');
}

describe('the list', () => {
  test('without a project it names the fourteen exercises', async () => {
    const { exitCode, out } = await workshop();
    expect(exitCode).toBe(0);
    expect(out.split('\n')).toHaveLength(15);
    expect(out).toMatch(/^ 1\. A repository with only source files\n/);
  });

  test('in a project it says what is done, what is next, and what does not hold any more', async () => {
    await workshop(['start']);
    untrack();
    await workshop(['check']);
    expect((await workshop(['list'])).out).toMatch(/^done {5}1\. .*\nnext {5}2\. .*\n {9}3\. /);
    git('add', '--force', 'db.sqlite3');
    expect((await workshop(['list'])).out).toMatch(/^broken {3}1\. .*\nnext {5}2\. /);
  });
});

test('start lays out a committed project and shows the first exercise', async () => {
  const { exitCode, out } = await workshop(['start']);
  expect(exitCode).toBe(0);
  expect(out).toBe(`\
The project is in dynoready-workshop: change into it.

Exercise 1 of 14: A repository with only source files

Git tracks only source files. Caches, databases, collected static files and secrets are ignored, and
anything already committed by mistake is untracked. Migrations stay tracked.

Why:     Heroku builds exactly what you push. A virtual environment in the repository fails the
         build. A database or an \`.env\` file exposes data and keys. Ignored migrations make the
         release create the wrong tables.
Changes: \`.gitignore\`, and the list of files that git tracks.

When you think it is done:  dynoready workshop check
When you are stuck:         dynoready workshop hint
While you work:             dynoready workshop
`);
  expect(git('status', '--porcelain')).toBe('');
  expect(git('branch', '--format=%(refname)')).toBe('refs/heads/main\n');
  expect(git('ls-files').split('\n')).toEqual(
    expect.arrayContaining([
      'db.sqlite3',
      'staticfiles/hello/lighthouse.svg',
      'manage.py',
      '.gitignore',
    ]),
  );
});

test('check says what is left, and goes on once it is done', async () => {
  await workshop(['start']);
  const refused = await workshop(['check']);
  expect(refused.exitCode).toBe(1);
  expect(refused.out).toMatch(
    /^Exercise 1, A repository with only source files, is not done: 3 problems left\.\n\n {2}blocks {2}db\.sqlite3 {2}sqlite-tracked\n/,
  );
  untrack();
  const passed = await workshop(['check']);
  expect(passed.exitCode).toBe(0);
  expect(passed.out).toMatch(
    /^Exercise 1, .*, is done\.\n\n {2}Well done:\n {2}\+ `\.env` is ignored[\s\S]*\n\nExercise 2 of 14: A settings package\n/,
  );
});

test('a change that breaks an exercise that was done is said by its name, before the current one', async () => {
  await workshop(['start']);
  untrack();
  await workshop(['check']);
  git('add', '--force', 'db.sqlite3');
  const { exitCode, out } = await workshop(['check']);
  expect(exitCode).toBe(1);
  expect(out).toMatch(
    /^Exercise 1, A repository with only source files, was done but no longer is: 1 problem left\.\n/,
  );
  expect(out).toMatch(/\n\nExercise 2, A settings package, is not done: 1 problem left\.\n/);
});

test('hints come one more at a time, and the last says so', async () => {
  await workshop(['start']);
  expect((await workshop(['hint'])).out).toMatch(/^1\. [^2]+\n2 more: ask again\.\n$/);
  expect((await workshop(['hint'])).out).toMatch(
    /^1\. [\s\S]+\n2\. [\s\S]+\n1 more: ask again\.\n$/,
  );
  const last = (await workshop(['hint'])).out;
  expect(last).toMatch(
    /\n3\. An ignore pattern doesn't untrack files\.[\s\S]+\nThat is the last one\. See it done: dynoready workshop solve\n$/,
  );
  expect((await workshop(['hint'])).out).toBe(last);
});

test('solve shows a diff and writes nothing; with --apply it writes that, and says what is left', async () => {
  await workshop(['start']);
  const shown = await workshop(['solve']);
  expect(shown.out).toMatch(/^diff --git a\/\.gitignore b\/\.gitignore\n/);
  expect(shown.out).toMatch(
    /\nBy hand, as it touches your repository:\n {2}git rm --cached db\.sqlite3\n {2}git rm -r --cached staticfiles\n/,
  );
  expect(shown.err).toBe('\nNothing was written. To write it: dynoready workshop solve --apply\n');
  expect(git('status', '--porcelain')).toBe('');
  const applied = await workshop(['solve'], { apply: true });
  expect(applied.exitCode).toBe(1);
  expect(applied.out).toContain('\nThe generator leaves this to you:\n\nExercise 1, ');
  git('rm', '--quiet', '-r', '--cached', 'db.sqlite3', 'staticfiles');
  expect((await workshop(['check'])).exitCode).toBe(0);
});

describe('reset', () => {
  test('puts the start back, files and index, and keeps the work on a branch that it names', async () => {
    await workshop(['start']);
    untrack();
    write('notes.txt', 'mine');
    const { out } = await workshop(['reset']);
    expect(out).toMatch(
      /^Exercise 1 is at its start again\. Your work is on the branch workshop\/exercise-1-try-1:\n/,
    );
    expect(git('ls-files').split('\n')).toContain('db.sqlite3');
    expect(existsSync(join(root, 'notes.txt'))).toBe(false);
    expect(readFileSync(join(root, '.gitignore'), 'utf8')).toBe('__pycache__/\nyourapp/static/\n');
    expect(git('show', 'workshop/exercise-1-try-1:notes.txt')).toBe('mine');
    expect(git('branch', '--show-current')).toBe('main\n');
    write('other.txt', 'x');
    expect((await workshop(['reset'])).out).toContain('workshop/exercise-1-try-2');
  });

  test('keeps on the branch also what git ignores by now and the start brings back', async () => {
    await workshop(['start']);
    untrack();
    write('db.sqlite3', 'rows of mine');
    await workshop(['reset']);
    expect(readFileSync(join(root, 'db.sqlite3'), 'utf8')).toBe('');
    expect(git('show', 'workshop/exercise-1-try-1:db.sqlite3')).toBe('rows of mine');
  });

  test('goes back to the state in which the exercise was opened, not further', async () => {
    await workshop(['start']);
    untrack();
    await workshop(['check']);
    await workshop(['solve'], { apply: true });
    await workshop(['check']);
    write('app.json', '{}');
    await workshop(['reset']);
    expect(existsSync(join(root, 'app.json'))).toBe(false);
    expect(existsSync(join(root, 'gettingstarted/settings/base.py'))).toBe(true);
  });

  test('without git nothing is changed', async () => {
    await workshop(['start']);
    rmSync(join(root, '.git'), { recursive: true });
    write('notes.txt', 'mine');
    await expect(workshop(['reset'])).rejects.toThrow(
      'git could not keep your work, so nothing was changed',
    );
    expect(existsSync(join(root, 'notes.txt'))).toBe(true);
  });
});

describe('adopt', () => {
  test('finds what holds already and opens the first exercise that does not', async () => {
    await workshop(['start']);
    rmSync(join(root, '.dynoready'), { recursive: true });
    untrack();
    write('.python-version', '3.13\n');
    rmSync(join(root, 'runtime.txt'));
    const { exitCode, out } = await workshop(['adopt']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^2 of 14 hold already:\n\nfound {4}1\. .*\nnext {5}2\. /);
    expect(out).toContain('\nfound    7. ');
    expect(out).toContain('\nExercise 2 of 14: ');
    expect(git('status', '--porcelain')).not.toContain('.dynoready');
    await expect(workshop(['adopt'])).rejects.toThrow('This folder is a workshop project already');
  });

  test('the texts name the package of that project', async () => {
    mkdirSync(join(root, 'shop'), { recursive: true });
    git('init', '--quiet');
    write(
      'manage.py',
      'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
    );
    write(
      'shop/wsgi.py',
      'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
    );
    write('shop/__init__.py', '');
    write('shop/urls.py', 'urlpatterns = []\n');
    write(
      'shop/settings.py',
      'DEBUG = True\nROOT_URLCONF = "shop.urls"\nINSTALLED_APPS = []\nSECRET_KEY = "x"\n',
    );
    const { out } = await workshop(['adopt']);
    expect(out).toContain('`shop/settings.py` becomes the package `shop/settings/`');
    expect(out).not.toContain('gettingstarted');
  });

  test('a folder without a Django project is refused', async () => {
    await expect(workshop(['adopt'])).rejects.toThrow('There is no Django project in this folder.');
  });
});

describe('progress', () => {
  test('that is damaged is found anew in the project, told, and the old file kept', async () => {
    await workshop(['start']);
    untrack();
    await workshop(['check']);
    write('.dynoready/workshop.json', '{"schemaVersion": 1, "sol');
    const { err, out } = await workshop(['list']);
    expect(err).toBe(
      'The progress file could not be read, so your progress was determined from the project: 1 of 14 exercises are solved. ' +
        'The number of hints you used is lost. The old file is .dynoready/workshop.json.damaged.\n\n',
    );
    expect(out).toMatch(/^found {4}1\. .*\nnext {5}2\. /);
    expect(readdirSync(join(root, '.dynoready')).sort()).toEqual([
      '.gitignore',
      'workshop.json',
      'workshop.json.damaged',
    ]);
  });

  test.each(['manage.py', 'gettingstarted/settings.py'])(
    'is not found in the silence of rules that cannot read %s',
    async (path) => {
      await workshop(['start']);
      write(path, 'def (');
      write('.dynoready/workshop.json', '');
      expect((await workshop(['list'])).out).not.toContain('found');
    },
  );

  test('outlives a moved folder and another branch', async () => {
    await workshop(['start']);
    untrack();
    await workshop(['check']);
    git('checkout', '--quiet', '-b', 'mine');
    const moved = join(folder, 'elsewhere');
    renameSync(root, moved);
    root = moved;
    expect((await workshop(['list'])).out).toMatch(/^done {5}1\. .*\nnext {5}2\. /);
    await workshop(['reset']);
    expect(git('branch', '--format=%(refname:short)')).toBe(
      'main\nmine\nworkshop/exercise-2-try-1\n',
    );
  });
});

test('a word that is no action is refused with those that are', async () => {
  await expect(workshop(['finish'])).rejects.toThrow("The workshop has no 'finish'");
  await expect(workshop(['check'])).rejects.toThrow('This folder is not a workshop project');
  await expect(workshop(['watch'])).rejects.toThrow('There is no terminal to watch in');
});

test('from the first exercise to the last, each is open when its turn comes and the generator solves it, but for the two that rehearse', async () => {
  await workshop(['start']);
  git('rm', '--quiet', '-r', '--cached', 'db.sqlite3', 'staticfiles');
  for (const { number, rehearsal } of EXERCISES) {
    if (rehearsal === undefined) expect((await workshop(['check'])).exitCode, `${number}`).toBe(1);
    const { exitCode, out } = await workshop(['solve'], { apply: true });
    if (rehearsal === undefined) expect(exitCode, `${number}: ${out}`).toBe(0);
    else {
      // What is not committed is asked for before anything is rehearsed; a slow test goes on to the
      // end.
      expect(out).toContain('A push takes what is committed');
      const progress = loadProgress(root);
      if (typeof progress === 'string') throw new Error(progress);
      writeProgress(root, {
        ...progress,
        solved: [...progress.solved, { exercise: number, by: 'learner' }],
      });
    }
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', `Exercise ${number}`);
  }
  expect(readFileSync(join(root, 'Procfile'), 'utf8')).toMatch(/^release: .*migrate/m);
  expect((await workshop(['check'])).out).toBe(
    'All fourteen exercises are done, and still hold. Prove it: dynoready rehearse\n',
  );
}, 60_000);
