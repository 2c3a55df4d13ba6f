import { expect, test } from 'vitest';
import { isSecret, secretHider } from '../../src/machine/secrets.ts';

const hide = secretHider({
  SECRET_KEY: '$Qhm8kkx2abcd',
  DATABASE_URL: 'postgres://shop:long/pass#word@db.example.com:5432/shop',
});

test.each([
  ['Set the Qhm8kkx2abcd environment variable', 'Set the [SECRET_KEY] environment variable'],
  ['key=$Qhm8kkx2abcd', 'key=[SECRET_KEY]'],
  ['as long/pass#word it', 'as [password in DATABASE_URL] it'],
  [
    "ValueError: Port could not be cast to integer value as 'long'",
    "ValueError: Port could not be cast to integer value as '[part of an address]'",
  ],
  ['nothing to hide', 'nothing to hide'],
])('%s is shown as %s', (text, shown) => {
  expect(hide(text)).toBe(shown);
});

test.each([
  ['REPORTS_URL', 'postgres://reader:a/b@db.example.com/x', true],
  ['SITE', 'https://www.example.com/', false],
])('%s=%s is a secret: %s', (name, value, expected) => {
  expect(isSecret(name, value)).toBe(expected);
});

test('a short value with any sign is hidden where it stands alone', () => {
  for (const value of ['the-key', 'a/b/c-d', 'x^$.*+?()[]{}|\\y', 'p@ss-w0rd']) {
    const hide = secretHider({ NAME: value });
    expect(hide(`value ${value} end`)).toBe('value [NAME] end');
  }
});
