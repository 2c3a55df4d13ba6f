import { join } from 'node:path';
import type { DemoProject } from './demo-project.ts';
import { inTurns, type Row, timeCommand } from './measure.ts';

/**
 * The whole process of `dynoready check` on the demo project against `manage.py check --deploy` of
 * the same project.
 */
export async function benchCheck(demo: DemoProject): Promise<Row> {
  const ours = () =>
    timeCommand({
      file: process.execPath,
      args: [demo.main, 'check'],
      cwd: demo.before,
      env: demo.env,
      expected: [1],
    });
  const reference = () =>
    timeCommand({
      file: join(demo.venv, 'bin/python'),
      args: ['manage.py', 'check', '--deploy'],
      cwd: demo.before,
      env: demo.env,
      expected: [0],
    });
  return {
    what: 'check, whole process',
    reference: 'manage.py check --deploy',
    ...(await inTurns(15, ours, reference)),
    atMost: 0.6,
  };
}
