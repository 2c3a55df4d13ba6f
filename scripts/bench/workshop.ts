import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoProject } from './demo-project.ts';
import { inTurns, type Row, timeCommand } from './measure.ts';

/**
 * The whole process of `dynoready workshop check` on an exercise that needs no rehearsal, against
 * `manage.py check` of the same kind of project.
 */
export async function benchWorkshop(demo: DemoProject): Promise<Row> {
  const repository = join(demo.folder, 'workshop');
  execFileSync(process.execPath, [demo.main, 'workshop', 'start', repository], {
    env: demo.env,
    stdio: 'ignore',
  });
  // The first exercise is done, so that a later one is judged with all before it.
  execFileSync('git', ['rm', '--quiet', '-r', '--cached', 'db.sqlite3', 'staticfiles'], {
    cwd: repository,
    env: demo.env,
  });
  appendFileSync(join(repository, '.gitignore'), '*.sqlite3\n/staticfiles/\n');
  execFileSync(process.execPath, [demo.main, 'workshop', 'check', repository], {
    env: demo.env,
    stdio: 'ignore',
  });
  const ours = () =>
    timeCommand({
      file: process.execPath,
      args: [demo.main, 'workshop', 'check'],
      cwd: repository,
      env: demo.env,
      expected: [1],
    });
  const reference = () =>
    timeCommand({
      file: join(demo.venv, 'bin/python'),
      args: ['manage.py', 'check'],
      cwd: demo.before,
      env: demo.env,
      expected: [0],
    });
  return {
    what: 'workshop check, whole process',
    reference: 'manage.py check',
    ...(await inTurns(15, ours, reference)),
    atMost: 1,
  };
}
