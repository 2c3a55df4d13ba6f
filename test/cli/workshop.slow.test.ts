import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../src/cli/commands/workshop.ts';
import { recordingTerminal } from '../probe/recording-terminal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-workshop-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('solved from the first exercise to the last, the project deploys at the twelfth and passes a whole rehearsal at the end', async () => {
  const root = join(folder, 'project');
  const env = { PATH: process.env.PATH, HOME: homedir(), XDG_STATE_HOME: join(folder, 'state') };
  const git = (...args: string[]): void => {
    const identity = ['-c', 'user.name=Learner', '-c', 'user.email=learner@example.com', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...identity, ...args], { cwd: root, env });
  };
  expect(await run(recordingTerminal(folder, env), ['start', root], {})).toBe(0);
  for (let number = 1; number <= 14; number += 1) {
    if (number === 1) git('rm', '--quiet', '--cached', 'db.sqlite3');
    const terminal = recordingTerminal(root, env);
    expect(await run(terminal, ['solve'], {}), `${number}: ${terminal.shown.out}${terminal.shown.err}`).toBe(0);
    if (number === 12) expect(terminal.shown.out).toContain('Only check failed, and a later exercise mends that.\n\nExercise 12 is done.');
    if (number === 14) expect(terminal.shown.out).toMatch(/That was the last\. Prove it: dynoready rehearse\n$/);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', `Exercise ${number}`);
  }
});
