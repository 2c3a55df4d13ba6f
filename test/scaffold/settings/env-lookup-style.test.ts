import { describe, expect, test } from 'vitest';
import { loadRules } from '../../../src/check/catalogue.ts';
import { runRules } from '../../../src/check/run.ts';
import { apply, fixture, planFor, projectOf, type Texts } from '../fixture-project.ts';

const rules = await loadRules();
const stock = fixture('startproject-6.1');
const EXTRAS = {
  storage: 's3',
  email: 'smtp',
  sentry: true,
  csp: 'enforce',
  cache: 'redis',
} as const;

/** The stock project with lines above its SECRET_KEY. */
function reading(lines: string, requirement: string): Texts {
  const settings = stock['mysite/settings.py']!.replace('BASE_DIR = ', `${lines}\n\nBASE_DIR = `);
  return {
    ...stock,
    'mysite/settings.py': settings,
    'requirements.txt': `django>=6.1,<6.2\n${requirement}\n`,
  };
}

const production = (texts: Texts): string =>
  texts['mysite/settings/heroku.py'] ?? texts['mysite/settings.py']!;
const remarks = (texts: Texts): string[] =>
  runRules(projectOf(texts), rules).map(({ rule, what }) => `${rule}: ${what}`);

describe.each([
  [
    'django-environ, under a name of its own',
    reading('import environ\n\nconf = environ.Env(DEBUG=(bool, False))', 'django-environ>=0.11'),
    {
      required: 'SECRET_KEY = conf("SECRET_KEY")',
      flag: 'DEBUG = conf.bool("DEBUG", default=False)',
      number: 'SECURE_HSTS_SECONDS = conf.int("SECURE_HSTS_SECONDS", default=3600)',
      database: 'DATABASES = {"default": conf.db("DATABASE_URL", default="sqlite://:memory:")}',
      shared: 'from .base import *  # noqa: F403\nfrom .base import conf\n',
    },
  ],
  [
    'environs',
    reading('from environs import Env\n\nenv = Env()\nenv.read_env()', 'environs>=11'),
    {
      required: 'SECRET_KEY = env("SECRET_KEY")',
      flag: 'DEBUG = env.bool("DEBUG", default=False)',
      number: 'SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=3600)',
      database: '        default=env("DATABASE_URL", default=""),\n',
      shared: 'from .base import *  # noqa: F403\nfrom .base import env\n',
    },
  ],
  [
    'python-decouple',
    reading('from decouple import config', 'python-decouple>=3.6'),
    {
      required: 'SECRET_KEY = config("SECRET_KEY")',
      flag: 'DEBUG = config("DEBUG", default=False, cast=bool)',
      number: 'SECURE_HSTS_SECONDS = config("SECURE_HSTS_SECONDS", default=3600, cast=int)',
      database: '        default=config("DATABASE_URL", default=""),\n',
      shared:
        'import sentry_sdk\nfrom decouple import config\nfrom django.core.exceptions import ImproperlyConfigured\n',
    },
  ],
  [
    'python-decouple, under a name of its own',
    reading('from decouple import config as env', 'python-decouple>=3.6'),
    {
      required: 'SECRET_KEY = env("SECRET_KEY")',
      flag: 'DEBUG = env("DEBUG", default=False, cast=bool)',
      number: 'SECURE_HSTS_SECONDS = env("SECURE_HSTS_SECONDS", default=3600, cast=int)',
      database: '        default=env("DATABASE_URL", default=""),\n',
      shared: 'from .base import *  # noqa: F403\nfrom .base import env\n',
    },
  ],
  [
    'python-decouple, with files of its own',
    reading('from decouple import AutoConfig\n\nread = AutoConfig()', 'python-decouple>=3.6'),
    {
      required: 'SECRET_KEY = read("SECRET_KEY")',
      flag: 'DEBUG = read("DEBUG", default=False, cast=bool)',
      number: 'SECURE_HSTS_SECONDS = read("SECURE_HSTS_SECONDS", default=3600, cast=int)',
      database: '        default=read("DATABASE_URL", default=""),\n',
      shared: 'from .base import *  # noqa: F403\nfrom .base import read\n',
    },
  ],
] as const)('a project that reads with %s', (_, texts, lines) => {
  const split = apply(texts, planFor(texts, { ...EXTRAS, settings: 'split' }));

  test('goes on with it in a new module, and with nothing else', () => {
    for (const line of Object.values(lines)) expect(production(split)).toContain(line);
    expect(production(split)).not.toMatch(/os\.environ|^import os$|def required/m);
    expect(planFor(split).changes).toEqual([]);
  });

  test('goes on with it in one file, where only the branch itself asks os.environ', () => {
    const single = apply(texts, planFor(texts, { ...EXTRAS, settings: 'single' }));
    const call = lines.required.replace('SECRET_KEY = ', '');
    expect(production(single)).toContain(
      `SECRET_KEY = ${call} if PRODUCTION else 'django-insecure-`,
    );
    expect(production(single)).toContain(`    ${lines.number}\n`);
    expect(production(single).match(/os\.environ/g)).toHaveLength(3);
    expect(planFor(single).changes).toEqual([]);
    expect(remarks(single)).toEqual([]);
  });

  test('declares which variables it needs, and leaves no rule with anything to say', () => {
    const { env } = JSON.parse(split['app.json']!) as {
      env: Record<string, { required?: boolean }>;
    };
    const optional = Object.keys(env).filter((name) => env[name]!.required === false);
    expect(optional).toEqual(
      expect.arrayContaining(['DEBUG', 'EMAIL_PORT', 'SECURE_HSTS_SECONDS', 'SENTRY_DSN']),
    );
    expect(optional).not.toContain('SECRET_KEY');
    expect(optional).not.toContain('EMAIL_HOST');
    expect(optional).not.toContain('AWS_STORAGE_BUCKET_NAME');
    expect(remarks(split)).toEqual([]);
  });
});

describe('a library that the settings do not use yet', () => {
  test.each([
    ['environ', 'import environ\n', 'env = environ.Env()\n', 'django-environ>=0.14,<1\n'],
    ['environs', 'from environs import Env\n', 'env = Env()\n', 'environs>=15,<16\n'],
    [
      'decouple',
      'from decouple import config\n',
      'SECRET_KEY = config("SECRET_KEY")\n',
      'python-decouple>=3.8,<4\n',
    ],
  ] as const)(
    '%s is taken when it is asked for, imported, made and declared',
    (environment, imported, made, declared) => {
      for (const settings of ['split', 'single'] as const) {
        const after = apply(stock, planFor(stock, { environment, settings }));
        expect(production(after)).toContain(imported);
        if (settings === 'split' || environment !== 'decouple')
          expect(production(after)).toContain(made);
        expect(after['requirements.txt']).toContain(declared);
        expect(after['requirements.txt']?.includes('dj-database-url')).toBe(
          environment !== 'environ',
        );
        expect(planFor(after).changes).toEqual([]);
        expect(remarks(after)).toEqual([]);
      }
    },
  );
});

describe('an object that the lines cannot use is not used', () => {
  test('one that is made below the key: os.environ is read', () => {
    const late = {
      ...stock,
      'mysite/settings.py': `${stock['mysite/settings.py']}\nimport environ\n\nenv = environ.Env()\n`,
    };
    expect(production(apply(late, planFor(late, { settings: 'single' })))).toContain(
      'SECRET_KEY = required("SECRET_KEY") if PRODUCTION',
    );
  });

  test('one in another file of a package: with `import *` it is used, without it a second one is made', () => {
    const base = stock['mysite/settings.py']!.replace('parent.parent', 'parent.parent.parent');
    const own = (importing: string): Texts => ({
      ...Object.fromEntries(
        Object.entries(stock).filter(([path]) => path !== 'mysite/settings.py'),
      ),
      'mysite/settings/__init__.py': '',
      'mysite/settings/environment.py': 'import environ\n\nenv = environ.Env()\n',
      'mysite/settings/base.py': `from .environment import env\n\n${base.replace(/^DEBUG = True$/m, 'DEBUG = env.bool("DEBUG", default=False)')}`,
      'mysite/settings/production.py': `${importing}\n\nALLOWED_HOSTS = ["www.example.com"]\n`,
      'manage.py': stock['manage.py']!.replace('mysite.settings', 'mysite.settings.base'),
      'mysite/wsgi.py': stock['mysite/wsgi.py']!.replace(
        'mysite.settings',
        'mysite.settings.production',
      ),
      'mysite/asgi.py': stock['mysite/asgi.py']!.replace(
        'mysite.settings',
        'mysite.settings.production',
      ),
    });
    const starred = apply(own('from .base import *'), planFor(own('from .base import *')));
    expect(starred['mysite/settings/production.py']).toContain(
      'DATABASES = {"default": env.db("DATABASE_URL"',
    );
    expect(starred['mysite/settings/production.py']).not.toContain('environ.Env()');
    expect(planFor(starred).changes).toEqual([]);
    const hidden =
      'from .base import INSTALLED_APPS, MIDDLEWARE, ROOT_URLCONF, TEMPLATES, STATIC_URL, SECRET_KEY';
    const named = apply(own(hidden), planFor(own(hidden)));
    expect(named['mysite/settings/production.py']).toContain('env = environ.Env()\n');
    expect(planFor(named).changes).toEqual([]);
  });
});

describe('settings that read everything already, with defaults for development', () => {
  test.each([
    [
      'import environ\n\nenv = environ.Env(DEBUG=(bool, True))',
      'env("SECRET_KEY", default="x")',
      'env("DEBUG")',
      'django-environ>=0.11',
    ],
    [
      'from decouple import config',
      'config("SECRET_KEY", default="x")',
      'config("DEBUG", True, cast=bool)',
      'python-decouple>=3.6',
    ],
    [
      'from environs import Env\n\nenv = Env()',
      'env.str("SECRET_KEY", "x")',
      'env.bool("DEBUG", True)',
      'environs>=11',
    ],
  ])('%s', (lines, key, debug, requirement) => {
    const read = reading(lines, requirement);
    const text = read['mysite/settings.py']!.replace(
      /^SECRET_KEY = .*$/m,
      `SECRET_KEY = ${key}`,
    ).replace('DEBUG = True', `DEBUG = ${debug}`);
    for (const settings of ['split', 'single'] as const) {
      const after = apply(
        { ...read, 'mysite/settings.py': text },
        planFor({ ...read, 'mysite/settings.py': text }, { ...EXTRAS, settings }),
      );
      expect(remarks(after)).toEqual([]);
      expect(planFor(after).changes).toEqual([]);
    }
  });

  test('also the database, whose driver is declared though no line names DATABASE_URL', () => {
    const read = reading('import environ\n\nenv = environ.Env()', 'django-environ>=0.11');
    const text = read['mysite/settings.py']!.replace(
      /DATABASES = \{[\s\S]*?\n\}\n/,
      'DATABASES = {"default": env.db()}\n',
    );
    const texts = { ...read, 'mysite/settings.py': text };
    expect(apply(texts, planFor(texts))['requirements.txt']).toContain('psycopg[binary]>=3.3,<4\n');
  });

  test('under names of their own, which are described for what they are', () => {
    const read = reading('from decouple import config, Csv', 'python-decouple>=3.6');
    const text = read['mysite/settings.py']!.replace(
      /^SECRET_KEY = .*$/m,
      'SECRET_KEY = config("DJANGO_SECRET_KEY")',
    )
      .replace('DEBUG = True', 'DEBUG = config("DJANGO_DEBUG", cast=bool)')
      .replace('ALLOWED_HOSTS = []', 'ALLOWED_HOSTS = config("DJANGO_HOSTS", cast=Csv())');
    const plan = planFor({ ...read, 'mysite/settings.py': text }, { reviewApps: true });
    const { env, environments } = JSON.parse(apply(read, plan)['app.json']!) as {
      env: object;
      environments: object;
    };
    expect(env).toMatchObject({
      DJANGO_SECRET_KEY: { generator: 'secret' },
      DJANGO_DEBUG: { value: 'False' },
      DJANGO_HOSTS: { value: '.herokuapp.com' },
    });
    expect(Object.keys(env)).not.toContain('SECRET_KEY');
    expect(environments).toMatchObject({
      review: { env: { DJANGO_HOSTS: { value: '.herokuapp.com' } } },
    });
    expect(plan.next).toContain(
      'heroku config:set DJANGO_SETTINGS_MODULE=mysite.settings.heroku DJANGO_HOSTS=your-app-0123456789ab.herokuapp.com',
    );
    expect(plan.next.filter((one) => one.includes('token_urlsafe'))).toHaveLength(1);
  });
});
