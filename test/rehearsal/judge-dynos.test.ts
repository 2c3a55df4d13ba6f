import { expect, test } from 'vitest';
import type { MemoryCurve } from '../../src/heroku/dyno/watch-memory.ts';
import { type DynoTrace, judgeDynos } from '../../src/rehearsal/judge-dynos.ts';

function trace(
  name: string,
  peaks: readonly number[],
  code?: MemoryCurve['code'],
  written: readonly string[] = [],
): DynoTrace {
  const samples = peaks.map((megabytes, at) => [at * 500, megabytes] as const);
  return {
    name,
    size: { name: 'basic', memoryMb: 512 },
    memory: () => ({ samples, code }),
    written: () => written,
  };
}
const method = process.platform === 'linux' ? 'PSS' : 'RSS';

test('the peak of a dyno is held against its memory, and one-off dynos are named only when they exceed it', () => {
  expect(judgeDynos([trace('release.1', [90]), trace('web.1', [80, 140.2, 120])])).toEqual([
    {
      id: 'memory',
      subject: 'web.1',
      name: 'memory of web.1',
      ok: true,
      severity: 'warning',
      expected: '512 MB on basic',
      seen: `at most 140 MB (27 %), measured as ${method}`,
    },
  ]);
  expect(judgeDynos([trace('release.1', [600], 'R14')])).toEqual([
    {
      id: 'memory',
      subject: 'release.1',
      name: 'memory of release.1',
      ok: false,
      severity: 'warning',
      expected: '512 MB on basic',
      seen: `at most 600 MB (117 %), measured as ${method}: R14`,
      facts: { code: 'R14' },
    },
  ]);
});

test('R15 fails', () => {
  expect(judgeDynos([trace('web.1', [1100], 'R15')])[0]).toMatchObject({
    ok: false,
    severity: 'error',
  });
});

test('files are named with what becomes of them, a database with its rule', () => {
  const web = judgeDynos([trace('web.1', [], undefined, ['db.sqlite3', 'media/a.png'])]);
  expect(web).toEqual([
    {
      id: 'written-files',
      subject: 'web.1',
      name: 'files written by web.1',
      ok: false,
      severity: 'warning',
      expected: 'nothing that must last',
      seen: 'db.sqlite3, media/a.png: gone when the dyno restarts, and unseen by other dynos',
      rule: 'sqlite-on-dyno',
    },
  ]);
  expect(judgeDynos([trace('release.1', [], undefined, ['static/a.css'])])[0]?.seen).toBe(
    'static/a.css: the web dynos never see them',
  );
  expect(judgeDynos([trace('run.1', [], undefined, ['a.txt'])])).toEqual([]);
});
