import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findInstallCause, findRunCause } from '../../../src/facts/causes/find-cause.ts';
import { REAL_FAILURES } from './real-failures.ts';

const read = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

/** What is said of the recorded output of each real failure. */
function advise({ name, cause, lock }: (typeof REAL_FAILURES)[number]): string {
  const text = read(`outputs/${name}.txt`);
  const manager = lock ?? 'pip';
  const found = name.startsWith('django-')
    ? findRunCause({ text, manager, variablesOf: () => ['SHOP_SIGNING_KEY'] })
    : findInstallCause({ text, manager });
  expect(found?.id, name).toBe(cause);
  const { what = '', evidence = [], remedy = [] } = found ?? {};
  return [`== ${name}`, what, ...evidence.map((line) => `  | ${line}`), ...remedy, ''].join('\n');
}

test('the recorded output of each real failure gives its cause, its lines and what to do', () => {
  const advice = REAL_FAILURES.map(advise).join('\n');
  if (process.env.UPDATE_CASES !== undefined)
    writeFileSync(join(import.meta.dirname, 'advice.txt'), advice);
  expect(advice).toBe(read('advice.txt'));
});

test('the words of git about ssh name the way over https, also in the short form of an address', () => {
  const text =
    "git clone 'git@github.com:acme/thing.git'\nHost key verification failed.\nfatal: Could not read from remote repository.";
  expect(findInstallCause({ text })).toMatchObject({
    id: 'git-over-ssh',
    remedy: [
      expect.stringContaining('https'),
      '  git+https://github.com/acme/thing.git',
      expect.stringContaining('PIP_EXTRA_INDEX_URL'),
    ],
  });
});

test('a header that the build image of Heroku has is a lack of this machine alone', () => {
  const text =
    "ERROR: Failed to build 'mysqlclient' when getting requirements to build wheel\nException: Can not find valid pkg-config name.";
  expect(findInstallCause({ text })).toMatchObject({
    id: 'headers-missing',
    ofMachine: true,
    what: "mysqlclient is compiled and needs mysql.h, which this machine lacks; Heroku's build image has it (libmysqlclient-dev)",
  });
});

test('a value that begins with $ is never repeated as the name of a variable', () => {
  const text =
    'django.core.exceptions.ImproperlyConfigured: Set the Qhm8secret environment variable';
  const cause = findRunCause({ text, configVars: { SECRET_KEY: '$Qhm8secret' } });
  expect(cause?.id).toBe('variable-reference');
  expect(JSON.stringify(cause)).not.toContain('Qhm8');
});

test('output without a known cause has none', () => {
  expect(findInstallCause({ text: 'Segmentation fault' })).toBeUndefined();
  expect(findRunCause({ text: 'ValueError: 1' })).toBeUndefined();
});

test.each([
  [
    "ValueError: Port could not be cast to integer value as 'p'",
    'postgres://shop:p#ss@db.example.com:5432/shop',
    'address-misread',
  ],
  [
    "ValueError: Port could not be cast to integer value as 'x'",
    'postgres://shop:pass@db.example.com:x/shop',
    undefined,
  ],
])('%s with %s is about %s', (text, DATABASE_URL, id) => {
  const cause = findRunCause({ text, configVars: { DATABASE_URL } });
  expect(cause?.id).toBe(id);
  expect(JSON.stringify(cause ?? '')).not.toContain('p#ss');
});
