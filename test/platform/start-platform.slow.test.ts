import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  commitCode,
  makeSmallApp,
  type PlatformProcess,
  startPlatformProcess,
} from './platform-process.ts';

let folder = '';
let platform: PlatformProcess;
const state = (): string => join(folder, 'state');
const app = (): string => join(folder, 'app');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'platform-slow-'));
  makeSmallApp(app());
  platform = await startPlatformProcess(state());
});
afterAll(async () => {
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Pushes as git does; the process of git and what it said when it ended. */
function push(): { child: ChildProcess; ended: Promise<{ code: number | null; said: string }> } {
  const url = `http://heroku:${platform.token}@localhost:${platform.port}/shop.git`;
  const child = spawn('git', ['push', url, 'main'], { cwd: app() });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, said })),
  );
  return { child, ended };
}

const page = (): Promise<string | undefined> => platform.page('shop');
const greet = (greeting: string) =>
  platform.api('PATCH', '/apps/shop/config-vars', { GREETING: greeting });

test('an app is pushed, served, changed, rolled back, and refused when its release command fails', async () => {
  await platform.api('POST', '/apps', { name: 'shop' });
  await greet('hello');
  const first = await push().ended;
  expect(first.said).toContain('remote: Verifying deploy... done.');
  expect(first.said).not.toContain(folder);
  expect(first.code).toBe(0);
  expect(await page()).toBe('first hello');
  const { body: deployed } = await platform.api('GET', '/apps/shop/releases/4');
  expect(deployed).toMatchObject({ current: true, status: 'succeeded' });

  await greet('good day');
  expect(await page()).toBe('first good day');
  await greet('refused');
  expect(await page()).toBe('first good day');
  await greet('hello');

  commitCode(app(), 'second');
  expect((await push().ended).code).toBe(0);
  expect(await page()).toBe('second hello');
  const back = await platform.api('POST', '/apps/shop/releases', { release: deployed.id });
  expect(back.body).toMatchObject({ description: 'Rollback to v4', status: 'succeeded' });
  expect(await page()).toBe('first hello');
});

/** What a visitor and the API see, when the platform has just been started again. */
async function seen(): Promise<{ page: string | undefined; quantity: number }> {
  const { body } = await platform.api('GET', '/apps/shop/formation/web');
  return { page: await page(), quantity: body.quantity };
}

/** Begins something, kills the platform after a while, and starts it again. */
async function killedDuring(begin: () => unknown, afterMs: number): Promise<void> {
  const begun = Promise.resolve(begin()).catch(() => {});
  await pause(afterMs);
  await platform.kill();
  await begun;
  platform = await startPlatformProcess(state());
}

test('killed in the middle of anything, it comes back as before or as after', async () => {
  const steps: readonly (readonly [name: string, begin: () => unknown, after: RegExp])[] = [
    ['config', () => greet('changed'), /^first changed$/],
    ['scale', () => platform.api('PATCH', '/apps/shop/formation/web', { quantity: 2 }), /./],
    ['push', () => push().ended, /^third /],
    [
      'rollback',
      async () => {
        const { body } = await platform.api('GET', '/apps/shop/releases/4');
        await platform.api('POST', '/apps/shop/releases', { release: body.id });
      },
      /^first hello$/,
    ],
  ];
  for (const [name, begin, after] of steps) {
    for (const afterMs of [5, 150, 1_500]) {
      if (name === 'push') commitCode(app(), `third ${afterMs}`);
      const before = await seen();
      await killedDuring(begin, afterMs);
      const now = await seen();
      const isOldOrNew = now.page === before.page || after.test(now.page ?? '');
      expect(isOldOrNew, `${name} after ${afterMs} ms: ${before.page} became ${now.page}`).toBe(
        true,
      );
      const { body: releases } = await platform.api('GET', '/apps/shop/releases');
      expect(releases.filter((one: { status: string }) => one.status === 'pending')).toEqual([]);
    }
  }
  commitCode(app(), 'fourth');
  expect((await push().ended).code).toBe(0);
  expect(await page()).toMatch(/^fourth /);
});

test('a second platform on the same state is refused', async () => {
  await expect(startPlatformProcess(state())).rejects.toThrow(/Another platform runs/);
});

test('a build that fails refuses the push, and the release before serves on', async () => {
  const before = await page();
  commitCode(app(), 'fifth');
  await platform.api('PUT', '/apps/shop/buildpack-installations', {
    updates: [{ buildpack: 'heroku/ruby' }],
  });
  const refused = await push().ended;
  expect(refused.code).not.toBe(0);
  expect(refused.said).toMatch(/remote: {2}!\s+Push failed/);
  expect(refused.said).toContain('pre-receive hook declined');
  expect(await page()).toBe(before);
});
