import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HerokuCli, herokuCli } from '../../platform/heroku-cli.ts';
import {
  commitCode,
  makeSmallApp,
  type PlatformProcess,
  startPlatformProcess,
} from '../../platform/platform-process.ts';

let folder = '';
let platform: PlatformProcess;
let cli: HerokuCli;
const root = (): string => join(folder, 'app');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'platform-cli-'));
  makeSmallApp(root());
  platform = await startPlatformProcess(join(folder, 'state'));
  cli = await herokuCli(join(folder, 'state'), root());
});
afterAll(async () => {
  await platform.stop();
  cli.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** What a person types behind `heroku `, what has to be said, and the exit code when it is not 0. */
type Step = readonly [line: string, said: RegExp, code?: number];

async function walk(steps: readonly Step[]): Promise<void> {
  for (const [line, said, code = 0] of steps) {
    const words = line.match(/'[^']*'|\S+/g) ?? [];
    const [first = '', ...rest] = words.map((word) => word.replace(/^'|'$/g, ''));
    const result =
      first === 'git' ? await cli.run('git', rest) : await cli.run('heroku', [first, ...rest]);
    expect(result.text, line).toMatch(said);
    expect(result.code, `${line}\n${result.text}`).toBe(code);
    expect(result.text, line).not.toMatch(/Invalid HEROKU_HOST|ENOTFOUND|certificate/);
  }
}

test('the official command line, from create to a page served after a rollback', async () => {
  await walk([
    ['auth:whoami', /developer@localhost\.invalid/],
    ['create shop', /http:\/\/shop\.localhost:\d+\/ \| https:\/\/localhost:\d+\/shop\.git/],
    ['create shop', /already taken/, 2],
    ['apps', /shop/],
    ['config:set GREETING=hello', /Setting GREETING and restarting shop\.\.\. done, v3/],
    ['config:get GREETING', /^hello$/m],
    [
      'git push heroku main',
      /remote: -----> Python app detected[\s\S]*Released v4[\s\S]*Verifying deploy\.\.\. done/,
    ],
  ]);
  expect(await platform.page('shop')).toBe('first hello');
  await walk([
    ['ps', /web\.1: (starting|up)/],
    [
      'logs -n 200',
      /app\[api\]: Deploy \w{8} by user[\s\S]*heroku\[web\.1\]: Starting process with command `python web\.py`/,
    ],
    ['logs --source app --dyno release', /release command of hello/],
    ['releases', /v4 .*Deploy/],
    ['releases:info v4', /Eligible for Rollback\?: Yes/],
    ['releases:output v4', /release command of hello/],
    ["run --exit-code --no-tty 'echo on $DYNO with $GREETING'", /on run\.\d+ with hello/],
    ['run --exit-code --no-tty \'bash -c "exit 3"\'', /exited with code 3/, 3],
    ["run:detached 'echo from behind'", /run\.\d+/],
    ['ps:scale web=2 worker=1', /worker at 1:Basic/],
    ['ps', /web\.2: (starting|up)[\s\S]*worker|worker[\s\S]*web\.2/],
    ['ps:stop --dyno-name worker.1', /done/],
    ['ps:restart', /done/],
    ['ps:type web=standard-2x', /Standard-2X/],
    ['ps:scale web=1:basic worker=0', /web at 1:Basic/],
    ['domains:add www.example.com', /done/],
    ['domains', /www\.example\.com/],
    ['domains:remove www.example.com', /done/],
    ['drains:add syslog://127.0.0.1:5999', /Successfully added/],
    ['drains', /syslog:\/\/127\.0\.0\.1:5999/],
    ['drains:remove syslog://127.0.0.1:5999', /Successfully removed/],
    ['maintenance:on', /done/],
    ['maintenance', /^on$/m],
    ['maintenance:off', /done/],
    ['features:enable preboot', /done/],
    ['features', /\[\+\] preboot/],
    ['buildpacks', /no Buildpacks/],
    ['stack', /\* heroku-/],
    ['apps:info', /Dynos: +web: 1/],
  ]);
  commitCode(root(), 'second');
  await walk([
    ['git push heroku main', /Released v5/],
    ['config:set GREETING=bye', /done, v6/],
  ]);
  expect(await platform.page('shop')).toBe('second bye');
  await walk([
    ['releases:rollback v4', /done, v7/],
    ['config:unset GREETING', /done, v8/],
  ]);
  expect(await platform.page('shop')).toBe('first None');
  expect(cli.outsideHosts()).toEqual([]);
});

test('add-ons, pipelines and a promotion with the official command line', async () => {
  await walk([
    ['addons:create heroku-redis:mini -a shop', /Created redis-[\w-]+ as REDIS_URL/],
    ['addons -a shop', /heroku-redis/],
    ['config -a shop', /REDIS_URL: +rediss:\/\//],
    ['addons:destroy heroku-redis -a shop --confirm shop', /done/],
    ['create shop-live --no-remote', /done/],
    ['pipelines:create line -a shop -s staging', /done/],
    ['pipelines:add line -a shop-live -s production', /done/],
    ['pipelines:promote -a shop', /Promotion successful/],
  ]);
  expect(await platform.page('shop-live')).toBe('first None');
  execFileSync('git', ['branch', 'feature'], { cwd: root() });
  await walk([
    ['git push heroku feature', /skipping build/],
    ['reviewapps:create -p line -b feature --wait', /done/],
    ['apps:destroy shop-live --confirm shop-live', /done/],
    ['apps:info -a shop-live', /Couldn't find that app/, 2],
  ]);
  expect(cli.outsideHosts()).toEqual([]);
});
