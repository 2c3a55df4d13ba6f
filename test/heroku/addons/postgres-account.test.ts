import { expect, test } from 'vitest';
import { findPostgresAccount } from '../../../src/heroku/addons/postgres-account.ts';

const ROOT = 'root:x:0:0:root:/root:/bin/bash';
const NOBODY = 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin';
const POSTGRES = 'postgres:x:101:104:PostgreSQL administrator:/var/lib/postgresql:/bin/bash';

test('root runs the server as the user postgres, or as nobody where there is none', () => {
  expect(findPostgresAccount(0, () => [ROOT, NOBODY, POSTGRES].join('\n'))).toEqual({
    name: 'postgres',
    uid: 101,
    gid: 104,
  });
  expect(findPostgresAccount(0, () => [ROOT, NOBODY].join('\n'))).toEqual({
    name: 'nobody',
    uid: 65534,
    gid: 65534,
  });
});

test('root without any other user is told to add one', () => {
  expect(() => findPostgresAccount(0, () => ROOT)).toThrow(
    'Postgres does not run as root, and this machine has neither a user `postgres` nor `nobody`',
  );
});

test('an ordinary user runs the server himself', () => {
  expect(findPostgresAccount(1000, () => POSTGRES)).toBeUndefined();
});
