import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** What the package with everything that it brings may weigh on a person's disk. */
const INSTALL_LIMIT_MB = 40;
/** The id that `yo` changes to when root starts it. */
const ORDINARY_USER_ID = 1000;
const isRoot = process.getuid?.() === 0;

let folder: string;
let tarball: string;
let packed: string[];
let installOutput: string;

function env(home: string): NodeJS.ProcessEnv {
  const { VIRTUAL_ENV: _venv, npm_config_prefix: _prefix, ...rest } = process.env;
  return { ...rest, HOME: home, NO_COLOR: '1', CI: '', NO_UPDATE_NOTIFIER: '1' };
}

function ownedByOrdinaryUser(path: string): void {
  if (isRoot) execFileSync('chown', ['-R', `${ORDINARY_USER_ID}:${ORDINARY_USER_ID}`, path]);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'packed-'));
  chmodSync(folder, 0o755);
  const [result] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: checkout,
      encoding: 'utf8',
    }),
  ) as [{ filename: string; files: { path: string }[] }];
  tarball = join(folder, result.filename);
  packed = result.files.map(({ path }) => path);
  mkdirSync(join(folder, 'home'));
  const installed = spawnSync(
    'npm',
    ['install', '--global', '--prefix', join(folder, 'global'), 'yo@7', tarball],
    {
      encoding: 'utf8',
      env: env(join(folder, 'home')),
    },
  );
  installOutput = installed.stdout + installed.stderr;
  expect(installed.status, installOutput).toBe(0);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed package', () => {
  test('holds the compiled sources, the generators and every template, and nothing else', () => {
    const rooms = new Set(
      packed.map((path) => (path.includes('/') ? path.split('/').slice(0, 2).join('/') : path)),
    );
    const templates = readdirSync(join(checkout, 'templates')).map((name) => `templates/${name}`);
    expect([...rooms].sort()).toEqual(
      [
        'LICENSE',
        'README.md',
        'package.json',
        'dist/chunks',
        'dist/generators',
        'dist/src',
        'man/dynoready.1',
        ...readdirSync(join(checkout, 'schemas')).map((name) => `schemas/${name}`),
        ...templates,
      ].sort(),
    );
    const inCheckout = readdirSync(join(checkout, 'templates'), {
      recursive: true,
      withFileTypes: true,
    }).filter((entry) => entry.isFile());
    expect(packed.filter((path) => path.startsWith('templates/'))).toHaveLength(inCheckout.length);
  });

  test('holds no code of scripts and tests, whatever file it was bundled into', () => {
    // The bundler writes the path of each source above its code.
    const sourcesIn = (path: string): readonly string[] =>
      readFileSync(join(checkout, path), 'utf8').match(/(?<=^\/\/ )\w[\w./-]*\.ts$/gm) ?? [];
    const sources = packed.filter((path) => path.endsWith('.js')).flatMap(sourcesIn);
    expect(sources).toContain('src/cli/main.ts');
    expect(sources.filter((path) => !/^(src|generators)\//.test(path))).toEqual([]);
  });

  test(`weighs at most ${INSTALL_LIMIT_MB} MB with all that it brings, without yo`, () => {
    const alone = join(folder, 'alone');
    mkdirSync(alone);
    execFileSync('npm', ['install', '--omit=dev', '--prefix', alone, tarball], {
      encoding: 'utf8',
      env: env(join(folder, 'home')),
      stdio: 'pipe',
    });
    const kilobytes = Number(
      execFileSync('du', ['-sk', join(alone, 'node_modules')], { encoding: 'utf8' }).split('\t')[0],
    );
    expect(kilobytes / 1024).toBeLessThanOrEqual(INSTALL_LIMIT_MB);
  });

  test('shows no index file that yo would take for a generator, besides those of the generators folder', () => {
    expect(packed.filter((path) => /^[^/]+\/index\.(ts|js)$/.test(path))).toEqual([]);
    expect(
      packed.filter((path) => /^dist\/generators\/[^/]+\/index\.js$/.test(path)).sort(),
    ).toEqual(
      ['app', 'ci', 'exercise', 'graphql'].map((name) => `dist/generators/${name}/index.js`),
    );
  });
});

describe('installed beside yo', () => {
  const bin = (name: string): string => join(folder, 'global/bin', name);

  function freshProject(name: string): { home: string; repository: string } {
    const home = join(folder, name);
    const repository = join(home, 'project');
    mkdirSync(home);
    cpSync(join(checkout, 'test/fixtures/projects/startproject-5.2'), repository, {
      recursive: true,
    });
    ownedByOrdinaryUser(home);
    return { home, repository };
  }

  function yo(
    home: string,
    repository: string,
    ...args: string[]
  ): { status: number | null; output: string } {
    const result = spawnSync(bin('yo'), ['--no-insight', ...args], {
      cwd: repository,
      encoding: 'utf8',
      env: env(home),
      timeout: 60_000,
      input: '',
    });
    return { status: result.status, output: result.stdout + result.stderr };
  }

  test('yo dynoready --yes makes a stock project ready, and a second run finds nothing to do', () => {
    const { home, repository } = freshProject('twice');
    const first = yo(home, repository, 'dynoready', '--yes');
    expect(first.status, first.output).toBe(0);
    expect(readdirSync(repository).sort()).toEqual(
      [
        '.env.example',
        '.gitignore',
        '.python-version',
        '.yo-rc.json',
        'Procfile',
        'app.json',
        'gunicorn.conf.py',
        'manage.py',
        'mysite',
        'requirements.txt',
      ].sort(),
    );
    expect(readdirSync(join(repository, 'mysite/settings')).sort()).toEqual([
      '__init__.py',
      'base.py',
      'heroku.py',
      'local.py',
    ]);
    expect(first.output).not.toContain('package.json');

    const before = execFileSync('sh', ['-c', 'find . -type f -exec sha256sum {} + | sort'], {
      cwd: repository,
      encoding: 'utf8',
    });
    const second = yo(home, repository, 'dynoready', '--yes');
    expect(second.status, second.output).toBe(0);
    expect(second.output).toContain('othing to do');
    expect(
      execFileSync('sh', ['-c', 'find . -type f -exec sha256sum {} + | sort'], {
        cwd: repository,
        encoding: 'utf8',
      }),
    ).toBe(before);
  });

  test('yo dynoready without a terminal takes the defaults, says so, and does not hang', () => {
    const { home, repository } = freshProject('no-terminal');
    const { status, output } = yo(home, repository, 'dynoready', '--dry-run');
    expect(status, output).toBe(0);
    expect(readdirSync(repository).sort()).toEqual(['manage.py', 'mysite']);
    expect(output).toContain('+++ b/Procfile');
  });

  test('yo dynoready --help names every flag of dynoready init', () => {
    const { home, repository } = freshProject('help');
    const help = yo(home, repository, 'dynoready', '--help');
    const init = execFileSync(bin('dynoready'), ['init', '--help'], {
      cwd: repository,
      encoding: 'utf8',
      env: env(home),
    });
    // Those of the last group belong to every command and not to the generator.
    const [own = ''] = init.split('\nOutput:\n');
    const flags = [...own.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)]
      .map((match) => match[1] ?? '')
      .filter((flag) => flag !== '--help' && !flag.startsWith('--no-'));
    expect(flags.length).toBeGreaterThan(8);
    for (const flag of flags) expect(help.output).toContain(flag);
  });

  test.each([
    'dynoready',
    // `npx generator-dynoready check` starts the program that has the name of the package.
    'generator-dynoready',
  ])('%s check works from the installed package', (name) => {
    const { home, repository } = freshProject(`${name}-check`);
    const result = spawnSync(bin(name), ['check', '--format', 'json'], {
      cwd: repository,
      encoding: 'utf8',
      env: env(home),
    });
    expect(result.status, result.stderr).toBe(1);
    const { projects } = JSON.parse(result.stdout) as {
      projects: { findings: { rule: string }[] }[];
    };
    expect(projects[0]?.findings.map(({ rule }) => rule)).toContain('procfile-missing');
  });
});
