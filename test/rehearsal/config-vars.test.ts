import { expect, test } from 'vitest';
import { isSecret, secretHider } from '../../src/machine/secrets.ts';
import type { AppJson, AppJsonVariable } from '../../src/project/app-json.ts';
import {
  configVarNameProblem,
  generateSecret,
  planConfigVars,
} from '../../src/rehearsal/config-vars.ts';
import { parseEnvFile } from '../../src/rehearsal/env-file.ts';

const at = { file: 'app.json', start: 0, end: 0 };
function appJson(...variables: Partial<AppJsonVariable>[]): AppJson {
  const env = new Map(
    variables.map((one) => [
      one.name ?? '',
      { name: '', at, value: undefined, required: false, generated: false, ...one },
    ]),
  );
  return {
    env,
    addons: [],
    addonVersions: new Map(),
    formation: new Map(),
    buildpacks: [],
    stack: undefined,
    testScript: undefined,
    postdeploy: undefined,
    environments: new Set(),
    problems: [],
  };
}
const plan = (
  app: AppJson | undefined,
  given: Record<string, string> = {},
  addons: Record<string, string> = {},
) => planConfigVars({ appJson: app, given, addons, host: 'shop.herokuapp.com' });

test('a value of app.json holds, and one that was given beats it', () => {
  const app = appJson({ name: 'MODE', value: 'production' });
  expect(plan(app).values).toEqual({ MODE: 'production' });
  expect(plan(app, { MODE: 'mine' }).values).toEqual({ MODE: 'mine' });
});

test('a generated secret has 64 URL-safe characters and never begins with a dollar sign', () => {
  const { values, sources } = plan(appJson({ name: 'SECRET_KEY', generated: true }));
  expect(values.SECRET_KEY).toMatch(/^[A-Za-z0-9_-]{64}$/);
  expect(sources.get('SECRET_KEY')).toBe('generated');
  expect(generateSecret()).not.toBe(generateSecret());
});

test('a required variable without value stays unset and is named, unless its name asks for hosts of the app', () => {
  const { values, missing, differences } = plan(
    appJson(
      ...['STRIPE_KEY', 'ALLOWED_HOSTS', 'EMAIL_HOST', 'DB_HOST'].map((name) => ({
        name,
        required: true,
      })),
    ),
  );
  expect(values).toEqual({ ALLOWED_HOSTS: 'shop.herokuapp.com' });
  expect(missing).toEqual(['STRIPE_KEY', 'EMAIL_HOST', 'DB_HOST']);
  expect(differences).toEqual([
    'Differs from Heroku: ALLOWED_HOSTS is set to shop.herokuapp.com, because app.json requires it and gives no value. Set your own with --config-var ALLOWED_HOSTS=…',
  ]);
});

test('an optional variable without value is left alone', () => {
  expect(plan(appJson({ name: 'SENTRY_DSN' }))).toMatchObject({ values: {}, missing: [] });
});

test('what the add-on owns cannot be given, and the platform sets PORT itself', () => {
  const { values, differences } = plan(
    undefined,
    { DATABASE_URL: 'sqlite:///x', PORT: '1' },
    { DATABASE_URL: 'postgres://here' },
  );
  expect(values).toEqual({ DATABASE_URL: 'postgres://here' });
  expect(differences).toEqual([
    'Differs from what was given: DATABASE_URL comes from the add-on, because on Heroku the add-on owns it.',
  ]);
});

test('config vars above 64 kB together are refused', () => {
  expect(() => plan(undefined, { BIG: 'x'.repeat(70_000) })).toThrow(
    'The config vars have 70003 bytes together; Heroku takes at most 65536',
  );
});

test('names that Heroku refuses are told apart', () => {
  expect(configVarNameProblem('SECRET_KEY')).toBeUndefined();
  expect(configVarNameProblem('1A')).toBe(
    'a name has letters, digits and underscores, and does not begin with a digit',
  );
  expect(configVarNameProblem('__A')).toBe('a name does not begin with two underscores');
  expect(configVarNameProblem('HEROKU_X')).toBe(
    'names that begin with HEROKU_ belong to the platform',
  );
});

test('an env file keeps what is quoted, drops comments, and names the lines it cannot read', () => {
  const text = `\uFEFF# comment\nA=1\r\nexport B = two words # note\nC="line\\nbreak $x \\"q\\""\nD='it # is'\nE=pass#word\nnonsense\nF=\n`;
  expect(parseEnvFile(text)).toEqual({
    values: {
      A: '1',
      B: 'two words',
      C: 'line\nbreak $x "q"',
      D: 'it # is',
      E: 'pass#word',
      F: '',
    },
    ignored: [7],
  });
});

test('secrets and the passwords inside URLs disappear from a text, short words do not', () => {
  const hide = secretHider({
    SECRET_KEY: 'abcdefghijkl',
    DATABASE_URL: 'postgres://u:longpassword@127.0.0.1:5/d',
    MODE: 'prod',
  });
  expect(
    hide('key abcdefghijkl, at postgres://u:longpassword@127.0.0.1:5/d or longpassword in prod'),
  ).toBe('key [SECRET_KEY], at [DATABASE_URL] or [password in DATABASE_URL] in prod');
});

test.each([
  ['a leading $ that django-environ drops', '$Qhm8-long', 'Set the Qhm8-long environment variable'],
  ['quotes as Python prints them', "it's-a-key", "KeyError: 'it\\'s-a-key'"],
  ['JSON', 'a"quoted"key', '{"key":"a\\"quoted\\"key"}'],
  ['HTML', 'a<tagged>key', 'value a&lt;tagged&gt;key'],
  ['a URL', 'a key/with#signs', 'GET /?key=a%20key%2Fwith%23signs'],
  ['one line of several', '-----BEGIN-----\nMIIBVgIBADAN\n-----END-----', 'line 2 MIIBVgIBADAN'],
  ['a short password that stands alone', 'h4x0r', 'password=h4x0r;'],
])('a secret is hidden as %s', (_, value, text) => {
  const hidden = secretHider({ API_KEY: value })(text);
  expect(hidden).toContain('[API_KEY]');
  for (const part of ['Qhm8', 's-a-key', 'quoted', 'tagged', 'with', 'MIIB', 'h4x0r'])
    expect(hidden).not.toContain(part);
});

test('a short secret inside a word, and a password percent-encoded in a URL', () => {
  expect(secretHider({ PASS: 'true' })('true')).toBe('true');
  expect(secretHider({ PASS: 'able' })('cable able')).toBe('cable [PASS]');
  expect(secretHider({ DATABASE_URL: 'postgres://u:p%40ssword%23@h/d' })('p@ssword# fails')).toBe(
    '[password in DATABASE_URL] fails',
  );
});

test('keys, passwords and random values are secret, host names and module names are not', () => {
  expect(isSecret('SECRET_KEY', 'x')).toBe(true);
  expect(isSecret('WHATEVER', 'q83hf02hf8wh4f8h2w0f8hwe')).toBe(true);
  expect(isSecret('CACHE_URL', 'rediss://:p4ss@h:1')).toBe(true);
  expect(isSecret('SITE_URL', 'https://shop.example.com')).toBe(false);
  expect(isSecret('ALLOWED_HOSTS', 'shop.example.com,www.shop.example.com')).toBe(false);
  expect(isSecret('DJANGO_SETTINGS_MODULE', 'config.settings.production')).toBe(false);
});
