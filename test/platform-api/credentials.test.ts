import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderUsageError, UsageError } from '../../src/facts/usage-error.ts';
import { findApiHost, findToken, parseNetrc } from '../../src/platform-api/credentials.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'dynoready-home-'));
  writeFileSync(
    join(home, '.netrc'),
    'machine api.heroku.com\n  login dev@example.com\n  password from-netrc\n',
  );
});
afterAll(() => rmSync(home, { recursive: true }));

test.each([
  [undefined, 'https://api.heroku.com'],
  ['heroku.com', 'https://api.heroku.com'],
  ['https://api.staging.herokudev.com', 'https://api.staging.herokudev.com'],
  ['http://localhost:5000/', 'http://localhost:5000'],
  ['http://127.0.0.1:5000', 'http://127.0.0.1:5000'],
])('HEROKU_HOST=%s leads to %s', (host, expected) => {
  expect(findApiHost({ HEROKU_HOST: host })).toBe(expected);
});

test.each([
  'http://api.heroku.com',
  'https://heroku.com.example.org',
  'https://notheroku.com',
  'https://localhost.example.org',
  '://',
])('no token is sent to %s', (host) => {
  expect(() => findApiHost({ HEROKU_HOST: host })).toThrow(
    'HEROKU_HOST is no host that a Heroku token may be sent to',
  );
});

test('the variable comes before the netrc file', () => {
  expect(findToken({ HEROKU_API_KEY: 'from-variable' }, 'https://api.heroku.com', home)).toBe(
    'from-variable',
  );
  expect(findToken({ HEROKU_API_KEY: '' }, 'https://api.heroku.com', home)).toBe('from-netrc');
});

test('without a token for that host the next step is to log in', () => {
  expect(() => findToken({}, 'http://localhost:5000', home)).toThrow(
    'There is no Heroku token to ask with',
  );
  expect(() => findToken({}, 'https://api.heroku.com', join(home, 'nobody'))).toThrow(
    'There is no Heroku token to ask with',
  );
});

test('a netrc file may stand on one line, hold macros, and have a default', () => {
  const text =
    'macdef init\npassword not-this\n\nmachine a login x password one machine b password two default login y password three\n';
  expect([...parseNetrc(text)]).toEqual([
    ['a', 'one'],
    ['b', 'two'],
  ]);
});

/** What a person reads when the function ends with a usage error. */
function usageErrorOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof UsageError) return renderUsageError(error);
    throw error;
  }
  return expect.fail('it did not throw');
}

test.each([
  ['a line break', 'HRKU-secret\n'],
  ['two lines', 'HRKU-secret\nexport OTHER=1'],
  ['a space', 'HRKU-secret and more'],
  ['quotes of another alphabet', '“HRKU-secret”'],
  ['a control character', 'HRKU-secret\u0007'],
])('a token with %s is a usage error that does not show it', (_, token) => {
  const text = usageErrorOf(() =>
    findToken({ HEROKU_API_KEY: token }, 'https://api.heroku.com', home),
  );
  expect(text).toBe(`The Heroku token has characters that no token has

  HEROKU_API_KEY: a line break, a space, or a character outside ASCII

Set it again without them, for instance:
  export HEROKU_API_KEY="$(heroku auth:token)"
`);
});

test('a token of the netrc file is held to the same', () => {
  writeFileSync(
    join(home, '.netrc'),
    'machine localhost:5000 login x password “HRKU-secret”\nmachine api.heroku.com password from-netrc\n',
  );
  const text = usageErrorOf(() => findToken({}, 'http://localhost:5000', home));
  expect(text).toContain(`${join(home, '.netrc')}: a line break`);
  expect(text).not.toContain('secret');
});

test('credentials within HEROKU_HOST are not shown', () => {
  const text = usageErrorOf(() =>
    findApiHost({ HEROKU_HOST: 'https://user:secret@heroku.example.org/?key=secret#\u001b[31m' }),
  );
  expect(text).toContain('HEROKU_HOST=https://heroku.example.org\n');
  expect(text).not.toMatch(/secret|\u001b/);
});
