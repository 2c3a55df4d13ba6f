import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
