import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoProject } from './demo-project.ts';
import { inTurns, type Row, type TimedCommand, timeUntilShown } from './measure.ts';

/** A user id that `yo` changes to when it is started as root; see its own `root-check`. */
const ORDINARY_USER_ID = '1000';

/** `yo dynoready` until its first question against `yo` itself until its own. */
export async function benchFirstPrompt(demo: DemoProject): Promise<Row> {
  const home = join(demo.folder, 'home');
  const repository = join(home, 'project');
  mkdirSync(home);
  cpSync(demo.before, repository, { recursive: true });
  // `yo` drops root and could then not write into a folder of root.
  if (process.getuid?.() === 0)
    execFileSync('chown', ['-R', `${ORDINARY_USER_ID}:${ORDINARY_USER_ID}`, home]);
  const yo = join(demo.checkout, 'node_modules/yo/lib/cli.js');
  const command = (...args: string[]): TimedCommand => ({
    file: process.execPath,
    args: [yo, '--no-insight', ...args],
    cwd: repository,
    env: { ...demo.env, HOME: home, TERM: 'xterm', NO_UPDATE_NOTIFIER: '1' },
    expected: [0],
  });
  return {
    what: 'yo dynoready, to its first question',
    reference: 'yo, to its own',
    ...(await inTurns(
      5,
      () =>
        timeUntilShown(
          command(join(demo.checkout, 'dist/generators/app')),
          /\? .*(settings|Which|How)/,
        ),
      () => timeUntilShown(command(), /What would you like to do/),
    )),
    atMost: 1.3,
  };
}
