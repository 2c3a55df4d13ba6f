import { afterEach, expect, test } from 'vitest';
import type { DynoSize } from '../../../src/facts/dynos.ts';
import { residentBytes } from '../../../src/heroku/dyno/memory.ts';
import { type Dyno, startDyno } from '../../../src/heroku/dyno/start-dyno.ts';
import type { LogLine } from '../../../src/heroku/logs/log-line.ts';
import { withWorkspace } from '../../../src/machine/workspace.ts';
import { programSlug } from './program-slug.ts';

const started: Dyno[] = [];
afterEach(async () => void (await Promise.all(started.splice(0).map((dyno) => dyno.stop()))));

/** A dyno small enough that a test can fill it. */
const SMALL: DynoSize = { name: 'small', memoryMb: 64, cores: 1 };

async function grow(
  megabytes: number,
  work: (dyno: Dyno, lines: string[]) => Promise<void>,
): Promise<void> {
  await withWorkspace(async (workspaceFolder) => {
    const lines: string[] = [];
    const log = ({ source, message }: LogLine): void =>
      void (source === 'heroku' && lines.push(message));
    const slugFolder = programSlug(workspaceFolder, 'grows.py');
    const options = {
      slugFolder,
      workspaceFolder,
      command: 'python3 grows.py',
      log,
      signal: new AbortController().signal,
      timeFactor: 0.01,
    };
    const dyno = startDyno({
      ...options,
      name: 'worker.1',
      longRunning: true,
      configVars: { GROWS: String(megabytes) },
      size: SMALL,
    });
    started.push(dyno);
    await work(dyno, lines).finally(() => dyno.stop());
  });
}

test('a dyno above its memory gets R14 again and again and runs on; the memory of its children counts', async () => {
  await grow(80, async (dyno, lines) => {
    await expect
      .poll(() => lines.filter((line) => line === 'Error R14 (Memory quota exceeded)').length, {
        timeout: 10_000,
      })
      .toBeGreaterThan(1);
    expect(lines.find((line) => line.startsWith('Process running mem='))).toMatch(
      /^Process running mem=\d{2,3}M\(1[0-9]{2}\.\d%\)$/,
    );
    expect(dyno.state()).toBe('up');
    expect(dyno.memory().code).toBe('R14');
    const last = dyno.memory().samples.at(-1)?.[1] ?? 0;
    expect(last).toBeGreaterThan(80);
    expect(last).toBeLessThan(128);
  });
});

test('a dyno at twice its memory is killed with R15, and its status is 137', async () => {
  await grow(160, async (dyno, lines) => {
    expect(await dyno.ended).toMatchObject({ state: 'crashed', status: 137, code: 'R15' });
    expect(lines.slice(lines.findIndex((line) => line.includes('R15')))).toEqual([
      'Error R15 (Memory quota vastly exceeded)',
      'Stopping process with SIGKILL',
      'Process exited with status 137',
      'State changed from up to crashed',
    ]);
  });
});

test('where only ps tells, the resident memory of the process group is summed', () => {
  expect(residentBytes('  10  2000\n  11   500\n  10  1000\n', 10)).toBe(3000 * 1024);
});
