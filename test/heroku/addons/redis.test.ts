import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findDeclaredAddons } from '../../../src/heroku/addons/declared.ts';
import { findRedisServer, redisUrlOf, startRedis } from '../../../src/heroku/addons/redis.ts';
import { withWorkspace } from '../../../src/machine/workspace.ts';
import type { Repository } from '../../../src/project/repository.ts';
import { attachAddons } from '../../../src/rehearsal/attach-addons.ts';

const signal = new AbortController().signal;
const address = { port: 6390, password: 'never-on-a-command-line' };

function program(folder: string, script: string): string {
  const path = join(folder, 'redis-server');
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

function projectWith(addons: readonly string[], drivers: readonly string[] = []): Repository {
  const declared = addons.map((value) => ({ value, at: { file: 'app.json', start: 0, end: 0 } }));
  return {
    appJson: { addons: declared },
    dependencies: { declares: (name: string) => drivers.includes(name) },
  } as unknown as Repository;
}

test('the server gets its settings on standard input, TLS alone, and is gone after stop', async () => {
  await withWorkspace(async (workspaceFolder) => {
    const script = `echo "$*" > ${workspaceFolder}/args; cat > ${workspaceFolder}/conf; echo "* Ready to accept connections tls"; exec sleep 60`;
    const stop = await startRedis({
      program: program(workspaceFolder, script),
      address,
      workspaceFolder,
      signal,
    });
    expect(readFileSync(join(workspaceFolder, 'args'), 'utf8')).toBe('-\n');
    const settings = readFileSync(join(workspaceFolder, 'conf'), 'utf8').split('\n');
    expect(settings).toEqual(
      expect.arrayContaining([
        'bind 127.0.0.1',
        'port 0',
        'tls-port 6390',
        'requirepass never-on-a-command-line',
        'save ""',
      ]),
    );
    expect(existsSync(join(workspaceFolder, 'redis', 'server.key'))).toBe(true);
    await stop();
  });
});

test('a server without TLS is refused with its own words', async () => {
  await withWorkspace(async (workspaceFolder) => {
    const path = program(
      workspaceFolder,
      'echo "Bad directive or wrong number of arguments"; exit 1',
    );
    await expect(
      startRedis({ program: path, address, workspaceFolder, signal }),
    ).rejects.toMatchObject({
      message: `The redis-server of this machine does not start with TLS (${path})`,
      evidence: ['Bad directive or wrong number of arguments'],
      next: [
        'Install a redis-server of 6.0 or newer that was built with TLS, then run the command again.',
      ],
    });
  });
});

test('the URL asks for TLS, and a machine without the program has no server', () => {
  expect(redisUrlOf(address)).toBe('rediss://:never-on-a-command-line@127.0.0.1:6390');
  expect(findRedisServer({ PATH: '/nowhere:/neither' })).toBeUndefined();
});

test('add-ons come from app.json, and a Postgres driver alone counts as one attached by hand', () => {
  expect(
    findDeclaredAddons(
      projectWith(['heroku-postgresql:essential-0', 'heroku-redis:mini', 'papertrail']),
    ),
  ).toEqual({
    postgres: 'declared',
    postgresPlan: 'essential-0',
    redis: true,
    others: ['papertrail'],
  });
  expect(findDeclaredAddons(projectWith([], ['psycopg'])).postgres).toBe('assumed');
  expect(findDeclaredAddons(projectWith([]))).toEqual({
    postgres: undefined,
    postgresPlan: undefined,
    redis: false,
    others: [],
  });
});

test('the plan of app.json decides how many connections the database allows', async () => {
  const limitOf = async (plan: string) =>
    (await attachAddons(projectWith([plan]), { PATH: '/nowhere' })).database?.connectionLimit;
  expect(await limitOf('heroku-postgresql:standard-0')).toBe(120);
  expect(await limitOf('heroku-postgresql')).toBe(20);
  const unknown = await attachAddons(projectWith(['heroku-postgresql:shield-9']), {
    PATH: '/nowhere',
  });
  expect(unknown.database?.connectionLimit).toBe(20);
  expect(unknown.differences).toContain(
    'Differs from Heroku: the database allows 20 connections, because what the plan shield-9 allows is not known here.',
  );
});

test('a Redis that this machine cannot give leaves its variable unset and says so', async () => {
  const attached = await attachAddons(projectWith(['heroku-redis:mini', 'papertrail:choklad']), {
    PATH: '/nowhere',
  });
  expect(attached.configVars).toEqual({});
  expect(attached.differences).toEqual([
    'Differs from Heroku: REDIS_URL is not set, because no redis-server is on PATH. Install one (apt-get install redis-server, brew install redis), or give the variable with --config-var.',
    'Differs from Heroku: the add-on papertrail:choklad has no stand-in here, because it is a service outside the app; give its variables with --config-var.',
  ]);
});
