import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../../src/heroku/addons/postgres.ts';
import { findFreePort } from '../../src/machine/free-port.ts';
import { ensurePostgres } from '../../src/machine/tools/postgres-binaries.ts';
import { withWorkspace } from '../../src/machine/workspace.ts';
import { writeByHandScript } from './by-hand.ts';
import type { DemoProject } from './demo-project.ts';
import { median, type Row, timeCommand } from './measure.ts';

const ROUNDS = 3;

/**
 * A rehearsal against the same steps typed by hand. The tools (pip, Postgres) are there beforehand
 * on both sides, and the server of the by-hand side runs already; cold: no package was downloaded
 * before, on either side; warm: nothing changed since the last rehearsal, against the same cold
 * steps by hand.
 */
export async function benchRehearsal(
  demo: DemoProject,
  say: (line: string) => void,
): Promise<Row[]> {
  const signal = new AbortController().signal;
  const cache = demo.env.DYNOREADY_CACHE ?? '';
  await timeCommand({
    file: process.execPath,
    args: [demo.main, 'doctor', '--install'],
    cwd: demo.after,
    env: demo.env,
    expected: [0, 1],
  });
  const binariesFolder = await ensurePostgres({ progress: say, signal, env: demo.env });
  const rehearse = () =>
    timeCommand({
      file: process.execPath,
      args: [demo.main, 'rehearse'],
      cwd: demo.after,
      env: demo.env,
      expected: [0],
    });
  const pipCache = join(demo.folder, 'by-hand-pip-cache');
  const cold: number[] = [];
  const warm: number[] = [];
  const byHand: number[] = [];

  for (let round = 1; round <= ROUNDS; round += 1) {
    say(`Rehearsal, round ${round} of ${ROUNDS}`);
    for (const name of ['builds', 'downloads'])
      rmSync(join(cache, name), { recursive: true, force: true });
    cold.push(await rehearse());
    warm.push(await rehearse());
    rmSync(pipCache, { recursive: true, force: true });
    await withWorkspace(async (workspaceFolder) => {
      const server = await startPostgres({
        binariesFolder,
        workspaceFolder,
        signal,
        log: () => {},
      });
      const script = writeByHandScript(demo.folder, {
        repository: demo.after,
        python: demo.python,
        venv: join(demo.folder, 'by-hand-venv'),
        pipCache,
        databaseUrl: server.url,
        port: await findFreePort(),
      });
      try {
        byHand.push(
          await timeCommand({
            file: 'bash',
            args: [script],
            cwd: demo.after,
            env: demo.env,
            expected: [0],
          }),
        );
      } finally {
        await server.stop();
      }
    });
    rmSync(join(demo.after, 'staticfiles'), { recursive: true, force: true });
  }
  const reference = 'the same steps by hand, cold';
  const referenceMs = median(byHand);
  return [
    { what: 'rehearse, cold', reference, oursMs: median(cold), referenceMs, atMost: 1.2 },
    { what: 'rehearse, warm', reference, oursMs: median(warm), referenceMs, atMost: 0.7 },
  ];
}
