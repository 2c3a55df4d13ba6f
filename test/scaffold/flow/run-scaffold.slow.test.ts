import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findInterpreters } from '../../../src/machine/interpreters.ts';
import { type ProcessResult, runProcess } from '../../../src/machine/process.ts';
import { runScaffold } from '../../../src/scaffold/flow/run-scaffold.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/projects/', import.meta.url));
const SECRETS = {
  SECRET_KEY: 'a-key-for-this-test-alone-0123456789-abcdefghijklmnopqrstuvwxyz',
  ALLOWED_HOSTS: 'www.example.com, .herokuapp.com',
};
const DATABASE = { DATABASE_URL: 'postgres://user:password@127.0.0.1:1/none' };
const PACKAGES = {
  'startproject-5.2': 'mysite',
  'startproject-6.1': 'mysite',
  'workshop-start': 'gettingstarted',
} as const;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'generated-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const say = (): void => {};

async function run(
  cwd: string,
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ProcessResult> {
  const [file = '', ...args] = words;
  return runProcess({
    file,
    args,
    cwd,
    env: { PATH: '/usr/bin:/bin', HOME: folder, ...env },
    timeoutMs: 240_000,
  });
}

describe.each(Object.entries(PACKAGES))('%s as generated', (name, pkg) => {
  const bin = (): string => join(folder, `venv-${name}`, 'bin');
  const root = (settings: string): string => join(folder, `${name}-${settings}`);
  const production = (settings: string): Record<string, string> => ({
    ...SECRETS,
    ...(settings === 'split'
      ? { DJANGO_SETTINGS_MODULE: `${pkg}.settings.heroku` }
      : { ENVIRONMENT: 'production' }),
  });

  beforeAll(async () => {
    const python = (await findInterpreters()).find(
      ({ line }) => line === '3.13' || line === '3.12',
    )!;
    for (const settings of ['split', 'single']) {
      cpSync(join(FIXTURES, name), root(settings), { recursive: true });
      const ui = {
        ask: undefined,
        say,
        print: say,
        style: { color: false, columns: 80 },
        pythonLines: async () => [python.line],
        version: '0.1.0',
        env: process.env,
        signal: new AbortController().signal,
      };
      await runScaffold(
        root(settings),
        { yes: true, settings, health: true },
        { ...ui, stateFolder: join(folder, 'state') },
      );
    }
    expect(
      await run(folder, [python.path, '-m', 'venv', join(folder, `venv-${name}`)], {}),
    ).toMatchObject({ exitCode: 0 });
    const pip = await run(
      root('split'),
      [join(bin(), 'pip'), 'install', '--quiet', '-r', 'requirements.txt'],
      passPipSettings(),
    );
    expect(pip.exitCode, pip.output).toBe(0);
  });

  describe.each(['split', 'single'])('with --settings %s', (settings) => {
    const manage = (env: Record<string, string>, ...words: string[]): Promise<ProcessResult> =>
      run(root(settings), [join(bin(), 'python'), 'manage.py', ...words], env);

    test('passes the deploy check at the level of warnings, on a dyno', async () => {
      const env = { ...production(settings), ...DATABASE, DYNO: 'web.1' };
      const { exitCode, output } = await manage(
        env,
        'check',
        '--deploy',
        '--fail-level',
        'WARNING',
      );
      expect(output).toContain('System check identified no issues (2 silenced).');
      expect(exitCode).toBe(0);
    });

    test('collects hashed static files without a database, as the build does', async () => {
      const { exitCode, output } = await manage(production(settings), 'collectstatic', '--noinput');
      expect(output).toMatch(/\d+ static files copied to '.*\/staticfiles', \d+ post-processed\./);
      expect(exitCode).toBe(0);
    });

    test('starts under gunicorn', async () => {
      const env = { ...production(settings), ...DATABASE, DYNO: 'web.1', PORT: '5999' };
      const { exitCode, output } = await run(
        root(settings),
        [join(bin(), 'gunicorn'), '--check-config', `${pkg}.wsgi`],
        env,
      );
      expect(exitCode, output).toBe(0);
    });

    test('names the missing config var and stops', async () => {
      const without = (name: string): Record<string, string> =>
        Object.fromEntries(
          Object.entries({ ...production(settings), ...DATABASE }).filter(([key]) => key !== name),
        );
      const lastLine = async (env: Record<string, string>): Promise<string | undefined> =>
        (await manage(env, 'check')).output.trim().split('\n').at(-1);
      const prefix = 'django.core.exceptions.ImproperlyConfigured: ';
      expect(await lastLine(without('SECRET_KEY'))).toBe(
        `${prefix}SECRET_KEY is not set: heroku config:set SECRET_KEY=...`,
      );
      expect(await lastLine({ ...production(settings), ...DATABASE, ALLOWED_HOSTS: ' , ' })).toBe(
        `${prefix}ALLOWED_HOSTS contains no host, such as www.example.com`,
      );
      expect(await lastLine(without('DATABASE_URL'))).toBe(
        `${prefix}DATABASE_URL is missing. Attach a database: heroku addons:create heroku-postgresql:essential-0`,
      );
      expect(await lastLine({ DYNO: 'release.1' })).toBe(
        settings === 'split'
          ? `${prefix}Development settings must not run on a dyno: heroku config:set DJANGO_SETTINGS_MODULE=${pkg}.settings.heroku`
          : `${prefix}On a dyno, ENVIRONMENT must be production: heroku config:set ENVIRONMENT=production`,
      );
    });

    test('reads its variables: text that is not true leaves DEBUG off, and blanks around hosts go', async () => {
      const code =
        'from django.conf import settings as s; print(s.DEBUG, s.ALLOWED_HOSTS, s.DATABASES["default"]["OPTIONS"], s.BASE_DIR)';
      const { output } = await manage(
        { ...production(settings), ...DATABASE, DEBUG: 'False' },
        'shell',
        '-v',
        '0',
        '-c',
        code,
      );
      expect(output.trim().split('\n').at(-1)).toBe(
        `False ['www.example.com', '.herokuapp.com'] {'sslmode': 'require'} ${root(settings)}`,
      );
    });

    test('still runs its tests in development, without any variable, and has no migration left to make', async () => {
      const tests = await manage({}, 'test');
      expect(tests.exitCode, tests.output).toBe(0);
      const drift = await manage({}, 'makemigrations', '--check', '--dry-run');
      expect(drift.output.trim()).toBe('No changes detected');
    });

    test('keeps uploads and answers its health page', async () => {
      const code =
        'from django.core.files.base import ContentFile; from django.core.files.storage import default_storage; from django.test import Client; ' +
        'print(default_storage.save("upload.txt", ContentFile(b"kept")), Client().get("/health/", secure=True, headers={"host": "www.example.com"}).content)';
      const { output } = await manage(
        { ...production(settings), ...DATABASE },
        'shell',
        '-v',
        '0',
        '-c',
        code,
      );
      expect(output.trim().split('\n').at(-1)).toBe("upload.txt b'ok'");
    });
  });
});

/**
 * pip may need to know where packages come from on this machine, from its variables or the file in
 * the home folder.
 */
function passPipSettings(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([key, value]) => /^(PIP_|https?_proxy$|HOME$)/i.test(key) && value !== undefined,
    ),
  ) as Record<string, string>;
}
