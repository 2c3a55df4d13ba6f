import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packageManagerVersions } from '../../../src/facts/package-managers.ts';
import { runBuild } from '../../../src/heroku/buildpack/build.ts';
import { openCache } from '../../../src/heroku/buildpack/cache-store.ts';
import type { BuildOptions, BuildResult } from '../../../src/heroku/buildpack/report.ts';
import { copySlug } from '../../../src/heroku/dyno/copy-slug.ts';
import { chooseInterpreter, findInterpreters } from '../../../src/machine/interpreters.ts';
import { ensurePip, ensureSetuptools } from '../../../src/machine/tools/python-tools.ts';
import { fillWheelhouse } from '../../../src/machine/tools/wheelhouse.ts';
import { keepToAugustFacts } from '../../facts/use-august-facts.ts';

keepToAugustFacts({ complete: false });

let folder: string;
let root: string;
let builds = 0;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'build-test-')));
  root = join(folder, 'project');
  mkdirSync(root);
});
afterEach(async () => {
  if (existsSync(root)) await openCache(options()).remove();
  rmSync(folder, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function commit(): void {
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
      cwd: root,
      stdio: 'ignore',
    });
  };
  if (!existsSync(join(root, '.git'))) git('init');
  git('add', '--all');
  git('commit', '--allow-empty', '-m', 'State');
}

function options(changes: Partial<BuildOptions> = {}): BuildOptions {
  builds += 1;
  return {
    root,
    workFolder: join(folder, `build-${builds}`),
    configVars: {},
    stack: 'heroku-26',
    buildpack: 'classic',
    mode: 'build',
    strict: false,
    measureSlug: false,
    signal: new AbortController().signal,
    log: () => {},
    ...changes,
  };
}

async function build(
  changes: Partial<BuildOptions> = {},
): Promise<BuildResult & { readonly log: string; readonly folder: string }> {
  let log = '';
  const all = options({
    log: (line) => {
      log += `${line}\n`;
    },
    ...changes,
  });
  return { ...(await runBuild(all)), log, folder: join(all.workFolder, 'app') };
}

const LOCAL_PACKAGE = {
  'requirements.txt': '-e ./packages/greeter\n',
  '.python-version': '3.12\n',
  'packages/greeter/pyproject.toml':
    '[project]\nname = "greeter"\nversion = "1"\n\n[project.scripts]\ngreet = "greeter:greet"\n',
  'packages/greeter/greeter.py': 'def greet():\n    print("hello from", __file__)\n',
};

describe('what is built', () => {
  test('only tracked files, in their present state, and the log names what was left out', async () => {
    write({ 'requirements.txt': '', '.python-version': '3.12\n', 'kept.txt': 'old' });
    commit();
    write({ 'kept.txt': 'new', 'loose.txt': '' });
    const result = await build();
    expect(existsSync(join(result.folder, 'loose.txt'))).toBe(false);
    expect(readFileSync(join(result.folder, 'kept.txt'), 'utf8')).toBe('new');
    expect(result.log).toContain(
      ' !     1 file that git does not track is not in this build: loose.txt\n',
    );
    expect(result.differences).toContain(
      'Differs from Heroku: 1 file as in the work tree and not as committed (kept.txt), because git push sends commits only.',
    );
  });

  test('with the work tree as source, untracked files come too and are reported', async () => {
    write({ 'requirements.txt': '', '.python-version': '3.12\n' });
    commit();
    write({ 'loose.txt': '' });
    const result = await build({ source: 'work-tree' });
    expect(existsSync(join(result.folder, 'loose.txt'))).toBe(true);
    expect(result.differences.join('\n')).toContain(
      '1 file that git does not track yet is in the build (loose.txt)',
    );
  });

  test('.slugignore applies before the buildpack looks, and has no negation', async () => {
    write({
      'requirements.txt': '',
      'Pipfile.lock': '{}',
      '.slugignore': 'Pipfile.lock\n!Pipfile.lock\n',
      '.python-version': '3.12\n',
    });
    commit();
    expect((await build()).report.packageManager).toBe('pip');
  });
});

describe('the environment', () => {
  const HOOK = '#!/bin/bash\nprintenv | sort > hook.txt\n';

  test('a hook sees the platform and the config vars but the withheld ones, and nothing of the outer environment', async () => {
    write({ 'requirements.txt': '', '.python-version': '3.12\n', 'bin/post_compile': HOOK });
    commit();
    const env = {
      ...process.env,
      PYTHONPATH: '/invalid',
      DJANGO_SETTINGS_MODULE: '/invalid',
      SECRET_TOKEN: '/invalid',
      PIP_TARGET: '/invalid',
    };
    const configVars = {
      GREETING: 'hello',
      PATH: '/evil',
      PYTHONHOME: '/evil',
      LD_LIBRARY_PATH: '/evil',
      PIP_EXTRA_INDEX_URL: 'https://example.com',
    };
    const result = await build({ env, configVars });
    const seen = readFileSync(join(result.folder, 'hook.txt'), 'utf8').trim().split('\n');
    const names = seen
      .map((line) => line.slice(0, line.indexOf('=')))
      .filter((name) => !['_', 'PWD', 'SHLVL'].includes(name));
    expect(names).toEqual(
      [
        ...[
          'BUILD_DIR',
          'CACHE_DIR',
          'CPLUS_INCLUDE_PATH',
          'C_INCLUDE_PATH',
          'DYNO',
          'GREETING',
          'HOME',
          'LANG',
          'LD_LIBRARY_PATH',
        ],
        ...[
          'LIBRARY_PATH',
          'PATH',
          'PIP_DISABLE_PIP_VERSION_CHECK',
          'PIP_EXTRA_INDEX_URL',
          'PKG_CONFIG_PATH',
          'PYTHONUNBUFFERED',
        ],
        ...['REQUEST_ID', 'SOURCE_VERSION', 'STACK'],
      ].sort(),
    );
    expect(seen.join('\n')).not.toMatch(/\/invalid|\/evil/);
  });

  test('pip sees no config var, so a variable in requirements.txt is not filled in', async () => {
    write({
      'requirements.txt': `--find-links \${WHEELS}\nnot-there-at-all\n`,
      '.python-version': '3.12\n',
    });
    commit();
    const result = await build({ configVars: { WHEELS: '/config-var-reached-pip' } });
    expect(result.report.failureReason).toBe('install-dependencies::pip');
    expect(result.log).not.toContain('/config-var-reached-pip');
  });
});

describe('failures', () => {
  test('a hook that fails ends the build with its id and a message in four parts', async () => {
    write({
      'requirements.txt': '',
      'bin/pre_compile': '#!/bin/sh\necho before the end\nexit 3\n',
    });
    commit();
    const { report, log, slug, failureLog } = await build();
    expect(report).toMatchObject({
      outcome: 'failure',
      stage: 'hooks',
      failureReason: 'hooks::pre_compile',
      packageManager: null,
    });
    expect(slug).toBeUndefined();
    expect(log).toContain(
      '       before the end\n !     Error: The hook bin/pre_compile failed\n !\n !     The script',
    );
    expect(failureLog).toBe(
      [
        'Error: The hook bin/pre_compile failed',
        '',
        'The script ended with a status other than 0.',
        '',
        'Found:',
        '  bin/pre_compile exited with status 3',
        '',
        'The build stops here; the release that runs now stays as it is.',
        '',
        'What to do:',
        "Read the lines above this message: they are the script's own.",
        'Run it as the build does: bash bin/pre_compile; echo $?',
        'It sees config vars, but no packages of the app yet.',
        '',
        'More about it:',
        '  dynoready explain hooks::pre_compile',
      ].join('\n'),
    );
  });

  test('a hook that empties CACHE_DIR takes the record of the build with it', async () => {
    write({ 'requirements.txt': '', 'bin/pre_compile': '#!/bin/sh\nrm -rf "$CACHE_DIR"/*\n' });
    commit();
    const { report } = await build();
    expect([report.stage, report.failureReason, report.metadata.pre_compile_hook]).toEqual([
      'hooks',
      'build-data::data-file-deleted',
      undefined,
    ]);
  });

  test('a hook that makes an empty .heroku/python, or writes the version of the cache, is seen', async () => {
    write({ 'requirements.txt': '', 'bin/pre_compile': '#!/bin/sh\nmkdir -p .heroku/python\n' });
    commit();
    expect((await build()).report.failureReason).toBe('checks::existing-python-dir');
    write({
      'bin/pre_compile': '#!/bin/sh\necho python-3.9.25 > "$CACHE_DIR/.heroku/python-version"\n',
    });
    commit();
    expect((await build()).report).toMatchObject({
      failureReason: 'python-version::eol',
      failureDetail: '3.9',
      pythonVersionSource: 'cached',
    });
  });

  test.each([
    ['ImproperlyConfigured', 'collectstatic-improper-configuration'],
    ['KeyError', 'collectstatic-other'],
    ['FileNotFoundError', 'collectstatic-other'],
    ['OSError', 'collectstatic-missing-file'],
    ['SyntaxError', 'collectstatic-syntax-error'],
  ])('collectstatic that ends with %s is %s', async (error, reason) => {
    write({
      'requirements.txt': '',
      '.python-version': '3.12\n',
      'django/__init__.py': '',
      'manage.py': `import sys\nsys.stderr.write("${error}: x\\n")\nsys.exit(1)\n`,
    });
    commit();
    const { report } = await build();
    expect([
      report.failureReason,
      report.collectstatic,
      report.metadata.django_collectstatic,
    ]).toEqual([reason, 'failed', 'enabled']);
  });

  test('a missing line of Python is a wrong use with --strict, and a loud stand-in without', async () => {
    write({ 'requirements.txt': '', '.python-version': '3.14\n' });
    commit();
    const env = {
      ...process.env,
      PYENV_ROOT: '/nowhere',
      DYNOREADY_OFFLINE: '1',
      PATH: `${onlyPython312()}:/usr/bin:/bin`,
    };
    await expect(build({ env, strict: true })).rejects.toMatchObject({
      name: 'UsageError',
      message: 'Python 3.14 is not installed here, and this build needs it',
    });
    const { log } = await build({ env });
    expect(log).toMatch(/ ! {5}Python 3\.14\.7 is not installed here: 3\.1\d\.\d+ stands in/);
    expect(log).toContain(' !     Install it for a faithful build: uv python install 3.14\n');
  });

  function onlyPython312(): string {
    const bin = join(folder, 'bin');
    mkdirSync(bin, { recursive: true });
    return bin;
  }
});

describe('the cache', () => {
  test('a second build reuses it: scripts, editable installs and pip work from the new folder, also on a dyno', async () => {
    write(LOCAL_PACKAGE);
    commit();
    const first = await build();
    expect(first.report).toMatchObject({ outcome: 'success', cache: 'empty' });
    rmSync(first.folder, { recursive: true });
    const second = await build();
    expect(second.report.cache).toBe('reused');
    const greet = (home: string): string =>
      execFileSync(join(home, '.heroku/python/bin/greet'), { env: {}, encoding: 'utf8' }).trim();
    expect(greet(second.folder)).toBe(`hello from ${second.folder}/packages/greeter/greeter.py`);
    const pip = execFileSync(join(second.folder, '.heroku/python/bin/pip'), ['--version'], {
      env: {},
      encoding: 'utf8',
    });
    expect(pip).toContain(`pip 26.2.1 from ${second.folder}/.heroku/python/lib/`);
    const dyno = join(folder, 'dyno', 'app');
    copySlug(second.folder, dyno);
    const script =
      'for file in .profile.d/*.sh; do source "$file"; done; greet; echo "$PATH"; echo "$GUNICORN_CMD_ARGS"';
    const said = execFileSync('bash', ['-c', script], {
      cwd: dyno,
      env: { HOME: dyno, PATH: '/usr/bin:/bin' },
      encoding: 'utf8',
    });
    expect(said).toBe(
      `hello from ${dyno}/packages/greeter/greeter.py\n${dyno}/.heroku/python/bin:/usr/bin:/bin\n--access-logfile -\n`,
    );
  });

  test('a changed requirements.txt discards it, a failed build leaves it as it was', async () => {
    write({ 'requirements.txt': '', '.python-version': '3.12\n' });
    commit();
    await build();
    const before = openCache(options()).readRecord();
    write({ 'requirements.txt': '# changed\n', 'bin/post_compile': '#!/bin/sh\nexit 1\n' });
    commit();
    const failed = await build();
    expect([failed.report.failureReason, failed.report.cache]).toEqual([
      'hooks::post_compile',
      'discarded',
    ]);
    expect(failed.log).toContain('       - requirements-txt-changed\n');
    expect(openCache(options()).readRecord()).toEqual(before);
  });

  test('two builds at once do not disturb each other', async () => {
    write(LOCAL_PACKAGE);
    commit();
    const both = await Promise.all([build(), build()]);
    expect(both.map(({ report }) => report.outcome)).toEqual(['success', 'success']);
    expect((await build()).report.cache).toBe('reused');
  });

  test('an interrupted build rejects and leaves neither cache nor process', async () => {
    write({
      'requirements.txt': '',
      '.python-version': '3.12\n',
      'bin/post_compile': '#!/bin/sh\necho waiting\nsleep 61.25\n',
    });
    chmodSync(join(root, 'bin/post_compile'), 0o755);
    commit();
    const controller = new AbortController();
    const started = performance.now();
    const log = (line: string): void => {
      if (line.includes('waiting')) controller.abort();
    };
    const workFolder = join(folder, 'interrupted');
    await expect(build({ signal: controller.signal, log, workFolder })).rejects.toThrow();
    expect(() => execFileSync('pgrep', ['-f', 'sleep 61.25'])).toThrow();
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(openCache(options()).readRecord()).toBeUndefined();
  });
});

test('without a network a build takes the packages that were fetched ahead and says so, and names the first that is not among them', async () => {
  const cache = { ...process.env, DYNOREADY_CACHE: join(folder, 'cache') };
  const interpreter = chooseInterpreter('3.12.0', {
    strict: false,
    interpreters: await findInterpreters(),
  });
  const fetching = {
    interpreter,
    progress: () => {},
    signal: new AbortController().signal,
    env: cache,
  };
  await ensurePip(packageManagerVersions().classic.pip, fetching);
  await ensureSetuptools(fetching);
  await fillWheelhouse(['asgiref'], fetching);
  // Nothing listens there, and no file of pip's names another index.
  const nowhere = {
    PIP_CONFIG_FILE: '/dev/null',
    PIP_INDEX_URL: 'http://127.0.0.1:9/simple',
    PIP_RETRIES: '1',
  };
  const env = { ...cache, ...nowhere, PIP_EXTRA_INDEX_URL: '', PIP_FIND_LINKS: '' };
  write({ 'requirements.txt': 'asgiref\n', '.python-version': '3.12\n' });
  commit();
  const result = await build({ env });
  expect(result.report.failureReason).toBeNull();
  expect(result.differences).toContain(
    'Differs from Heroku: packages come from what this machine fetched before, because no package index could be reached.',
  );
  write({ 'requirements.txt': 'asgiref\nsqlparse\n' });
  commit();
  await expect(build({ env })).rejects.toMatchObject({
    message: 'The package index could not be reached from this machine, so the build cannot go on',
    evidence: expect.arrayContaining([expect.stringContaining('sqlparse')]),
  });
});
