import { expect, test } from 'vitest';
import { logPainter } from '../../../src/cli/report/rehearsal-log.ts';

const at = new Date('2026-11-24T01:02:03.456Z');

test('each dyno has a colour, what the platform says is dim, and its errors are red', () => {
  const paint = logPainter(true);
  const head = '2026-11-24T01:02:03.456000+00:00';
  expect(paint({ at, source: 'app', dyno: 'web.1', message: 'hello' })).toBe(
    `\x1b[36m${head} app[web.1]: \x1b[0mhello`,
  );
  expect(paint({ at, source: 'heroku', dyno: 'router', message: 'at=info' })).toBe(
    `\x1b[33m${head} heroku[router]: \x1b[0m\x1b[2mat=info\x1b[0m`,
  );
  expect(
    paint({ at, source: 'heroku', dyno: 'web.1', message: 'Error R14 (Memory quota exceeded)' }),
  ).toBe(`\x1b[36m${head} heroku[web.1]: \x1b[0m\x1b[31mError R14 (Memory quota exceeded)\x1b[0m`);
  expect(logPainter(false)({ at, source: 'app', dyno: 'web.1', message: 'hello' })).toBe(
    `${head} app[web.1]: hello`,
  );
});

test('what an app prints can neither move the cursor nor pass for the platform', () => {
  const message = '\x1b[2J\x1b]0;x\x07\r2026-11-24T01:02:03 heroku[router]: \u202eat=info\tend';
  for (const color of [true, false])
    expect(logPainter(color)({ at, source: 'app', dyno: 'web.1', message })).toContain(
      '\\x1b[2J\\x1b]0;x\\x07\\r2026-11-24T01:02:03 heroku[router]: \\u202eat=info\tend',
    );
});
