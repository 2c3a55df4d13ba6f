import { expect, test } from 'vitest';
import type { DynoEnd } from '../../../src/heroku/dyno/start-dyno.ts';
import type { RouterAnswer } from '../../../src/heroku/router/send-request.ts';
import { isSlowStop, judgeBoot, withoutWebProcess } from '../../../src/rehearsal/phases/boot.ts';

const end = (change: Partial<DynoEnd>): DynoEnd => ({
  state: 'crashed',
  status: 1,
  code: undefined,
  durationMs: 5,
  ...change,
});
const facts = {
  command: 'gunicorn shop.wsgi',
  port: 5000,
  output: "Traceback\nModuleNotFoundError: No module named 'shop'\nbye",
};

test('a crash carries its status, whether the port was open, and the exception', () => {
  expect(judgeBoot({ kind: 'crashed', end: end({ status: 3 }), wasBound: true }, facts)).toEqual({
    reason: 'H10',
    evidence: [
      {
        id: 'web-process',
        name: 'web process',
        ok: false,
        severity: 'error',
        expected: 'it keeps running',
        seen: "exit status 3 after it had opened its port; ModuleNotFoundError: No module named 'shop'",
        facts: {
          code: 'H10',
          error: "ModuleNotFoundError: No module named 'shop'",
          cause: 'The app has no module shop',
          remedy: [
            "If it is the project's own, commit it, and check its name letter by letter (capitals count on Heroku):",
            "  git ls-files '*shop*'",
            'If it comes from a package, declare that package and commit.',
          ],
        },
      },
    ],
  });
});

test('a process that listens elsewhere is said to, with the rule that fits its command', () => {
  const outcome = {
    kind: 'boot-timeout',
    end: end({ code: 'R10' }),
    elsewhere: [
      { address: '127.0.0.1', port: 8000 },
      { address: '::1', port: 8000 },
    ],
  } as const;
  const { reason, evidence } = judgeBoot(outcome, {
    ...facts,
    command: 'python manage.py runserver',
  });
  expect(reason).toBe('R10');
  expect(evidence[0]).toMatchObject({
    expected: 'it listens on 0.0.0.0:$PORT (5000 here) within 60 s',
    seen: 'it listens on 127.0.0.1:8000, [::1]:8000 instead',
    rule: 'procfile-runserver',
    facts: { code: 'R10', addresses: ['127.0.0.1:8000', '[::1]:8000'] },
  });
  expect(judgeBoot({ ...outcome, elsewhere: [] }, facts).evidence[0]).toMatchObject({
    seen: 'it listens nowhere',
    rule: 'procfile-fixed-port',
  });
});

test('an answer is a boot, an open port without a page is not', () => {
  const answer = { status: 302 } as RouterAnswer;
  expect(judgeBoot({ kind: 'up', afterMs: 412, answer }, facts)).toMatchObject({
    reason: null,
    evidence: [{ ok: true, seen: 'first page (302) after 0.41 s' }],
  });
  expect(judgeBoot({ kind: 'up', afterMs: 30_000, answer: undefined }, facts).reason).toBe('H12');
});

test('a Procfile without web names the types that it has', () => {
  expect(withoutWebProcess(['release', 'worker']).evidence[0]).toMatchObject({
    seen: 'process types: release, worker',
    rule: 'procfile-web-missing',
  });
  expect(withoutWebProcess([])).toMatchObject({
    reason: 'H14',
    evidence: [{ seen: 'no Procfile line names a process' }],
  });
});

test('a stop is slow from half of the grace time on, and never below two seconds', () => {
  expect([14.9, 15, 29].map((seconds) => isSlowStop(seconds, 1))).toEqual([false, true, true]);
  expect([1.9, 2].map((seconds) => isSlowStop(seconds, 0.1))).toEqual([false, true]);
});
