import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from 'node:tls';
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

/** Attaches to a one-off dyno as the official command line does. Comes to all that it says. */
async function attached(command: string): Promise<string> {
  const { body } = await platform.api('POST', '/apps/sent/dynos', {
    attach: true,
    command,
    force_no_tty: true,
  });
  const url = new URL(body.attach_url);
  const ca = readFileSync(join(state(), 'tls', 'ca.pem'));
  return await new Promise((resolve, reject) => {
    const socket = connect({ host: 'localhost', port: Number(url.port), ca }, () =>
      socket.write(`${url.pathname.slice(1)}\r\n`),
    );
    let said = '';
    socket.on('data', (chunk: Buffer) => {
      // The end of its input comes as soon as the client knows that the dyno is there.
      if (said === '') socket.write('\u0004');
      said += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(said));
  });
}

/** Sends the small app, with an app.json, as an archive. Comes to its address. */
async function sendSource(appJson: object): Promise<string> {
  const { body } = await platform.api('POST', '/sources');
  const source = join(folder, 'source');
  cpSync(app(), source, { recursive: true });
  writeFileSync(join(source, 'app.json'), JSON.stringify(appJson));
  const archive = execFileSync('tar', ['-cz', '--exclude=.git', '.'], { cwd: source });
  rmSync(source, { recursive: true });
  const put = await fetch(body.source_blob.put_url, { method: 'PUT', body: archive });
  expect(put.status).toBe(200);
  expect((await fetch(body.source_blob.put_url, { method: 'PUT', body: archive })).status).toBe(
    403,
  );
  return body.source_blob.get_url;
}

test('an archive is built through the API, and its output can be followed', async () => {
  await platform.api('POST', '/apps', { name: 'sent' });
  const url = await sendSource({ name: 'sent' });
  const source_blob = { url, version: 'abc123' };
  const { status, body: build } = await platform.api('POST', '/apps/sent/builds', { source_blob });
  expect([status, build.status]).toEqual([201, 'pending']);
  const output = await (await fetch(build.output_stream_url)).text();
  expect(output).toContain('-----> Python app detected');
  expect((await platform.api('GET', `/apps/sent/builds/${build.id}`)).body.status).toBe(
    'succeeded',
  );
  expect(await platform.page('sent')).toMatch(/ None$/);
});

test('nothing that a short command prints is lost', async () => {
  for (let round = 0; round < 5; round += 1)
    expect(await attached('echo short')).toBe('rendezvous\r\nshort\n');
  const status = '; echo "\uFFFF heroku-command-exit-status: $?"';
  expect(await attached(`bash -c "exit 3" ${status}`)).toMatch(/exit-status: 3\n$/);
  expect(await attached(`exit 4 ${status}`)).toMatch(/exit-status: 4\n$/);
  expect(await attached('cat')).toBe('rendezvous\r\n');
});

test('an app is set up as its app.json says', async () => {
  const url = await sendSource({
    name: 'made',
    env: { GREETING: { value: 'from app.json' }, SECRET_KEY: { generator: 'secret' } },
    formation: { web: { quantity: 1 }, worker: { quantity: 1 } },
    scripts: { postdeploy: 'echo set up with $GREETING' },
  });
  const asked = { app: { name: 'made' }, source_blob: { url } };
  const { body: begun } = await platform.api('POST', '/app-setups', asked);
  const setup = (): Promise<{ body: { status: string } }> =>
    platform.api('GET', `/app-setups/${begun.id}`);
  await expect
    .poll(async () => (await setup()).body.status, { timeout: 120_000 })
    .not.toBe('pending');
  expect((await setup()).body).toMatchObject({
    status: 'succeeded',
    failure_message: null,
    postdeploy: { exit_code: 0, output: 'set up with from app.json' },
  });
  expect(await platform.page('made')).toMatch(/ from app\.json$/);
  const { body: formation } = await platform.api('GET', '/apps/made/formation/worker');
  expect(formation.quantity).toBe(1);
  const missing = await sendSource({ name: 'made', env: { NEEDED: { required: true } } });
  const again = { app: { name: 'needs' }, source_blob: { url: missing } };
  const { body: failing } = await platform.api('POST', '/app-setups', again);
  await expect
    .poll(async () => (await platform.api('GET', `/app-setups/${failing.id}`)).body, {
      timeout: 60_000,
    })
    .toMatchObject({ status: 'failed', failure_message: expect.stringContaining('NEEDED') });
});
