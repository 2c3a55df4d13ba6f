import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type MadeProject, makeProject } from './made-project.ts';

const PLAIN = { 'requirements.txt': '', '.python-version': '3.12\n' };
/** A folder of that name in the root makes any app a Django app; its manage.py is then run. */
const withManage = (source: string) => ({
  ...PLAIN,
  'django/__init__.py': '',
  'manage.py': source,
});
const MAIN = resolve(import.meta.dirname, '../../../dist/src/cli/main.js');

let repository: MadeProject;
let outside: string;
beforeEach(() => {
  repository = makeProject();
  outside = join(repository.folder, 'outside');
  mkdirSync(outside);
});
afterEach(() => repository.remove());

describe('what the processes of a build see', () => {
  test('a secret of the outer environment appears in no hook and no manage.py', async () => {
    const dump = '#!/bin/sh\nprintenv\ntr "\\0" "\\n" </proc/self/environ\n';
    const manage =
      'import os\nfor name, value in os.environ.items(): print("manage.py", name, value)\nopen("seen", "w").write(str(os.environ))\n';
    repository.commit({ ...withManage(manage), 'bin/pre_compile': dump, 'bin/post_compile': dump });
    const env = {
      ...process.env,
      AWS_SECRET_ACCESS_KEY: 'outer-secret-1',
      PGPASSWORD: 'outer-secret-2',
      NPM_TOKEN: 'outer-secret-3',
    };
    const { log, app, report } = await repository.build({
      env,
      configVars: { OF_THE_APP: 'shown' },
    });
    expect(report.outcome).toBe('success');
    expect(log).toContain('manage.py OF_THE_APP shown');
    expect(log.match(/OF_THE_APP=shown/g)?.length).toBeGreaterThanOrEqual(4);
    expect(log + readFileSync(join(app, 'seen'), 'utf8')).not.toContain('outer-secret');
  });
});

const PROGRAMS = resolve(import.meta.dirname, '../../fixtures/programs');
const SEES = "Differs from Heroku: the project's processes see the other processes on this machine";

describe.each([
  ['as it is', []],
  ['that gives no namespaces', ['setpriv', '--bounding-set=-sys_admin', '--inh-caps=-sys_admin']],
] as const)('on a system %s', (_name, prefix) => {
  // An ordinary user cannot take from himself what he does not have.
  test.skipIf(prefix.length > 0 && process.getuid?.() !== 0)(
    'a hook finds no secret in any process that it can see, and leaves nothing, however it tries',
    async () => {
      const seconds = `${5000 + (process.pid % 1000)}.25`;
      const hook = `#!/bin/sh
python3 ${PROGRAMS}/reads-environments.py
python3 ${PROGRAMS}/leaves-by-all-means.py ${seconds}
`;
      repository.commit({ ...PLAIN, 'bin/post_compile': hook });
      const [file, ...args] = [...prefix, process.execPath, MAIN, 'build'];
      const secret = 'outer-secret-of-the-shell';
      const build = spawn(file ?? '', args, {
        cwd: repository.root,
        env: { ...process.env, AWS_SECRET_ACCESS_KEY: secret },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const output = await text(build.stdout);
      expect(output).toContain('HOME=');
      expect(output).not.toContain(secret);
      expect(output).toContain(
        'Differs from Heroku: a background process left by bin/post_compile was stopped',
      );
      expect(output.includes(SEES)).toBe(prefix.length > 0);
      expect(spawnSync('pgrep', ['-f', `sleep ${seconds}`]).status).toBe(1);
    },
  );
});

describe('a build writes inside of its folder only', () => {
  test.each([
    ['.profile.d', (to: string) => to, 'mkdir -p .profile.d'],
    ['.heroku', () => '..', 'mkdir -p .heroku/python'],
    ['.heroku', (to: string) => to, 'mkdir -p .heroku/python'],
  ])(
    'a tracked link %s that leads out ends it, and nothing is written there',
    async (path, target, detail) => {
      repository.commit(PLAIN, { [path]: target(outside) });
      const { report, differences } = await repository.build();
      expect([report.failureReason, report.failureDetail]).toEqual([
        'internal-error::unhandled',
        detail,
      ]);
      expect(differences).toContain(
        `Differs from Heroku: ${path} leads nowhere, because what a link outside of the project points to exists on this machine only.`,
      );
      expect(readdirSync(outside)).toEqual([]);
    },
  );

  test('a hook that turns .profile.d into such a link ends it as well', async () => {
    repository.commit({ ...PLAIN, 'bin/pre_compile': `#!/bin/sh\nln -s ${outside} .profile.d\n` });
    expect((await repository.build()).report.failureReason).toBe('internal-error::unhandled');
    expect(readdirSync(outside)).toEqual([]);
  });

  test('files, folders and hooks behind links outside are neither written nor made executable', async () => {
    writeFileSync(join(outside, 'script.sh'), '#!/bin/sh\nexit 1\n', { mode: 0o644 });
    writeFileSync(join(outside, 'python.sh'), 'kept\n');
    mkdirSync(join(outside, 'static'));
    const manage =
      'import os\nos.makedirs("staticfiles", exist_ok=True)\nopen("staticfiles/a.css", "w").write("x")\n';
    const links = {
      '.profile.d/python.sh': join(outside, 'python.sh'),
      'bin/pre_compile': join(outside, 'script.sh'),
      staticfiles: join(outside, 'static'),
    };
    repository.commit(withManage(manage), links);
    const { report } = await repository.build();
    expect([report.stage, report.metadata.pre_compile_hook]).toEqual(['collectstatic', false]);
    repository.commit({ 'manage.py': 'print("nothing to collect")\n' });
    const second = await repository.build();
    expect(second.report.outcome).toBe('success');
    expect(readFileSync(join(second.app, '.profile.d/python.sh'), 'utf8')).toContain(
      '.heroku/python/bin',
    );
    expect(readFileSync(join(outside, 'python.sh'), 'utf8')).toBe('kept\n');
    expect(statSync(join(outside, 'script.sh')).mode & 0o777).toBe(0o644);
    expect(readdirSync(join(outside, 'static'))).toEqual([]);
  });
});

describe('nothing is left in the temporary folder', () => {
  const WAITING = '#!/bin/sh\necho waiting\nsleep 60\n';

  test.each([
    ['success', {}, 0],
    ['failure', { 'bin/post_compile': '#!/bin/sh\nexit 1\n' }, 1],
  ])('after %s', async (_name, hooks, code) => {
    repository.commit({ ...PLAIN, ...hooks });
    expect(await command().ended).toBe(code);
    expect(await leftOver()).toEqual([]);
  });

  test('after Ctrl-C', async () => {
    repository.commit({ ...PLAIN, 'bin/post_compile': WAITING });
    const build = command();
    await build.waiting;
    build.kill('SIGINT');
    expect(await build.ended).toBe(130);
    expect(await leftOver()).toEqual([]);
  });

  test('after a second Ctrl-C, when a hook ignores the first', async () => {
    repository.commit({ ...PLAIN, 'bin/post_compile': `#!/bin/sh\ntrap "" TERM\n${WAITING}` });
    const build = command();
    await build.waiting;
    build.kill('SIGINT');
    build.kill('SIGINT');
    expect(await build.ended).toBe(130);
    expect(await leftOver()).toEqual([]);
    expect(processesIn(temporaryFolder())).toEqual([]);
  });

  test('after kill -9, once another build has run; and what was killed is not taken for a cache', async () => {
    repository.commit({ ...PLAIN, 'bin/post_compile': WAITING });
    const build = command();
    await build.waiting;
    build.kill('SIGKILL');
    await build.ended;
    repository.commit({ 'bin/post_compile': '#!/bin/sh\nexit 0\n' });
    expect((await repository.build()).report.cache).toBe('empty');
    expect(await command().ended).toBe(0);
    expect(await leftOver()).toEqual([]);
  });

  function temporaryFolder(): string {
    return join(repository.folder, 'tmp');
  }

  /** Ids of the processes that work below the folder. */
  function processesIn(folder: string): readonly string[] {
    return readdirSync('/proc').filter((pid) => {
      try {
        return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      } catch {
        return false;
      }
    });
  }

  /** What is there when the removal, which goes on after the command's end, has had its time. */
  async function leftOver(): Promise<readonly string[]> {
    for (let tries = 0; tries < 100 && readdirSync(temporaryFolder()).length > 0; tries += 1)
      await pause(200);
    return readdirSync(temporaryFolder());
  }

  function command() {
    if (!existsSync(temporaryFolder())) mkdirSync(temporaryFolder());
    const env = { ...process.env, TMPDIR: temporaryFolder() };
    const child = spawn(process.execPath, [MAIN, 'build'], {
      cwd: repository.root,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const waiting = new Promise<void>((done) =>
      child.stdout.on('data', (chunk) => String(chunk).includes('waiting') && done()),
    );
    const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
    return { waiting, ended, kill: (signal: NodeJS.Signals) => child.kill(signal) };
  }
});

test('a cache that was being written when its writer was killed is not used, and goes away', async () => {
  repository.commit(PLAIN);
  await repository.build();
  const { openCache } = await import('../../../src/heroku/buildpack/cache-store.ts');
  const { toolCacheFolder } = await import('../../../src/machine/tools/tool-cache.ts');
  const builds = join(toolCacheFolder(), 'builds');
  const own =
    readdirSync(builds).find((name) =>
      readFile(join(builds, name, 'record.json')).includes(repository.root),
    ) ?? '';
  await openCache({
    root: repository.root,
    buildpack: 'classic',
    mode: 'build',
    signal: new AbortController().signal,
  }).remove();
  const half = join(builds, `.${own}.part-1-00000000`);
  mkdirSync(join(half, 'python'), { recursive: true });
  expect((await repository.build()).report.cache).toBe('empty');
  expect(existsSync(half)).toBe(false);
});

function readFile(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
