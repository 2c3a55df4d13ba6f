import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { start } from '../../../src/cli/workshop/actions.ts';
import { openSession } from '../../../src/cli/workshop/session.ts';
import { watchSession } from '../../../src/cli/workshop/watch.ts';
import type { WatchEvent } from '../../../src/cli/workshop/watch-events.ts';
import { recordingTerminal } from '../../clock/recording-terminal.ts';

let folder: string;
let root: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-watch-'));
  root = join(folder, 'project');
  await start(recordingTerminal(folder, environment()), root);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function environment(): Record<string, string | undefined> {
  return { PATH: process.env.PATH, HOME: folder, XDG_STATE_HOME: join(folder, 'state') };
}

function git(...args: string[]): void {
  execFileSync('git', args, { cwd: root, env: environment() });
}

function untrack(): void {
  git('rm', '--quiet', '-r', '--cached', 'db.sqlite3', 'staticfiles');
  writeFileSync(join(root, '.gitignore'), '__pycache__/\n*.sqlite3\n/staticfiles/\n.env\n.venv/\n');
}

/**
 * What happens, step by step: a key, or something done to the files and then the news of it. Gives
 * the screens, the first one included.
 */
async function watched(...steps: readonly (string | (() => void))[]): Promise<string[]> {
  const terminal = { ...recordingTerminal(root, environment()), interactive: true };
  async function* events(): AsyncGenerator<WatchEvent> {
    for (const step of steps) {
      if (typeof step === 'string') yield { kind: 'key', key: step };
      else {
        step();
        yield { kind: 'saved' };
      }
    }
  }
  await watchSession(await openSession(terminal), events());
  return terminal.shown.out.split('\x1b[2J\x1b[3J\x1b[H').slice(1);
}

test('each save is judged, what is done is remembered, and n goes on', async () => {
  const [first, done, next] = await watched(untrack, 'n', 'q');
  expect(first).toContain(
    'Exercise 1, A repository with only source files, is not done: 3 problems left.\n',
  );
  expect(done).toContain(
    '[#-------------] 1 of 14\n\nExercise 1, A repository with only source files, is done.\n',
  );
  expect(done).toContain('\n  Well done:\n  + `.env` is ignored, so no secret gets committed.\n');
  expect(done).toContain('Then n: 2. A settings package.\n');
  expect(next).toContain('Exercise 2 of 14: A settings package\n');
  expect(next).toMatch(/\nYour progress is kept\. Go on at any time: dynoready workshop\n$/);
});

test('what breaks an exercise that was done is said at once, by its name', async () => {
  const screens = await watched(untrack, 'n', () => git('add', '--force', 'db.sqlite3'));
  expect(screens.at(-1)).toMatch(
    /1 of 14\n\nExercise 1, A repository with only source files, was done but no longer is: 1 problem left\.\n/,
  );
});

test('h gives one hint more at each press, and l the list', async () => {
  const screens = await watched('h', 'h', 'l');
  expect(screens[1]).toContain('\n1. List the tracked files');
  expect(screens[1]).toContain('\n2 more: press h.\n');
  expect(screens[2]).toContain('\n2. Ignore the virtual environment');
  expect(screens[3]).toContain('\nnext     1. A repository with only source files\n');
});

test('s shows the solution and writes it at the second press only', async () => {
  const shown = await watched('s', 'x', 'q');
  expect(shown[1]).toContain('\nNothing is written yet: press s again to write it.\n');
  expect(readFileSync(join(root, '.gitignore'), 'utf8')).not.toContain('dynoready');
  await watched('s', 's', () => {});
  expect(readFileSync(join(root, '.gitignore'), 'utf8')).toContain('# Added by dynoready');
});

test('r asks first, then puts the start back and names the branch, also after the save that it causes', async () => {
  writeFileSync(join(root, 'notes.txt'), 'mine');
  const screens = await watched('r', 'r', () => {});
  expect(screens[1]).toContain('Press r again.');
  expect(screens[3]).toContain('Your work is on the branch workshop/exercise-1-try-1:');
  expect(existsSync(join(root, 'notes.txt'))).toBe(false);
});

test('n does not pass what is not done, and a key that means nothing changes nothing', async () => {
  const screens = await watched('x', 'n');
  expect(screens).toHaveLength(2);
  expect(screens[1]).toContain('Not yet: this exercise is not done.');
});
