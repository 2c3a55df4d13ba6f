import { describe, expect, test } from 'vitest';
import { FEATURES } from '../../../src/facts/features.ts';
import { apply, changesOf, fixture, planFor, type Texts } from '../fixture-project.ts';

const NAMES = ['startproject-5.2', 'startproject-6.1', 'workshop-start'];

describe.each(NAMES)('%s', (name) => {
  const texts = fixture(name);

  describe.each(['split', 'single'] as const)('with --settings %s', (settings) => {
    const plan = planFor(texts, { settings, health: true });
    const after = apply(texts, plan);

    test('is changed in these files, and nothing is declined', async () => {
      expect(plan.declined).toEqual([]);
      await expect(`${changesOf(plan).join('\n')}\n`).toMatchFileSnapshot(
        `expected/${name}/${settings}.changes.txt`,
      );
    });

    test('has these production settings', async () => {
      const path = Object.keys(after).find((one) =>
        one.endsWith(settings === 'split' ? '/heroku.py' : '/settings.py'),
      )!;
      await expect(after[path]).toMatchFileSnapshot(`expected/${name}/${settings}.production.py`);
    });

    test('planned again on its result changes nothing', () => {
      const again = planFor(after, { health: true });
      expect(again.changes).toEqual([]);
      expect(again.declined).toEqual([]);
    });
  });

  test.each(FEATURES)('--only %s, planned again, changes nothing', (entry) => {
    const after = apply(texts, planFor(texts, { health: true }, [entry]));
    expect(planFor(after, { health: true }, [entry]).changes).toEqual([]);
  });

  test('entry after entry gives a project in which nothing is left to do', () => {
    const after = FEATURES.reduce<Texts>(
      (current, entry) => apply(current, planFor(current, { health: true }, [entry])),
      texts,
    );
    expect(planFor(after, { health: true }).changes).toEqual([]);
  });
});

const stock = fixture('startproject-5.2');
const settingsOf = (texts: Texts): string => texts['mysite/settings.py'] ?? '';
const withSettings = (change: (text: string) => string): Texts => ({
  ...stock,
  'mysite/settings.py': change(settingsOf(stock)),
});

describe('settings in one file become a package', () => {
  const after = apply(stock, planFor(stock));

  test('whose base holds no key, no DEBUG and no hosts, and whose folder is still that of manage.py', () => {
    const base = after['mysite/settings/base.py'];
    expect(base).toContain(
      'BASE_DIR = Path(__file__).resolve().parent.parent.parent\n\n\n# Application definition\n',
    );
    expect(base).toContain(
      "    'django.middleware.security.SecurityMiddleware',\n    'whitenoise.middleware.WhiteNoiseMiddleware',\n",
    );
    expect(base).toContain("STATIC_URL = 'static/'\nSTATIC_ROOT = BASE_DIR / 'staticfiles'\n");
    expect(base).not.toMatch(/SECRET_KEY|DEBUG|ALLOWED_HOSTS/);
  });

  test('whose development module keeps what development had', () => {
    const key = /^SECRET_KEY = .*$/m.exec(settingsOf(stock))![0];
    expect(
      after['mysite/settings/local.py'],
    ).toBe(`"""Development settings, which manage.py uses by default.

Anything that must never reach production belongs here.
"""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403

# Refuse to start on a dyno that would silently use the development settings. Heroku CI sets
# DYNO too, but may use them.
if "DYNO" in os.environ and "CI" not in os.environ:
    raise ImproperlyConfigured(
        "Development settings must not run on a dyno: "
        "heroku config:set DJANGO_SETTINGS_MODULE=mysite.settings.heroku"
    )

# SECURITY WARNING: keep the secret key used in production secret!
${key}

# SECURITY WARNING: don't run with debug turned on in production!
DEBUG = True

ALLOWED_HOSTS = []
`);
  });

  test('that each entry point names as it is meant for it', () => {
    expect(after['manage.py']).toContain(
      "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings.local')",
    );
    expect(after['mysite/wsgi.py']).toContain(
      "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings.heroku')",
    );
    expect(after['mysite/asgi.py']).toContain(
      "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings.heroku')",
    );
  });

  test('and tests are configured for development', () => {
    const texts = {
      ...stock,
      'pytest.ini': '[pytest]\nDJANGO_SETTINGS_MODULE = mysite.settings\n',
    };
    expect(apply(texts, planFor(texts))['pytest.ini']).toBe(
      '[pytest]\nDJANGO_SETTINGS_MODULE = mysite.settings.local\n',
    );
  });

  test('where the file reads DEBUG and the key itself, it asks the environment, which local.py fills', () => {
    const texts = withSettings(
      (text) =>
        `${text}\nif DEBUG:\n    INTERNAL_IPS = ['127.0.0.1']\nSIGNING = {'KEY': SECRET_KEY}\n`,
    );
    const result = apply(texts, planFor(texts));
    expect(result['mysite/settings/base.py']).toContain(
      'DEBUG = os.environ.get("DEBUG", "").lower() in ("1", "true", "yes", "on")\n',
    );
    expect(result['mysite/settings/base.py']).toContain('SECRET_KEY = os.environ["SECRET_KEY"]\n');
    expect(
      result['mysite/settings/local.py'],
    ).toContain(`# base.py reads these variables on import, so set them first.
os.environ.setdefault("SECRET_KEY", 'django-insecure-`);
    expect(result['mysite/settings/local.py']).toContain(
      'os.environ.setdefault("DEBUG", "true")\n\nfrom .base import *  # noqa: E402, F403\n',
    );
    expect(planFor(result).changes).toEqual([]);
  });

  test('and relative imports and other constants made from __file__ move along', () => {
    const texts = withSettings((text) =>
      text.replace(
        'BASE_DIR =',
        'from .version import VERSION\n\nHERE = Path(__file__).parent\nBASE_DIR =',
      ),
    );
    const base = apply(
      { ...texts, 'mysite/version.py': 'VERSION = 1\n' },
      planFor({ ...texts, 'mysite/version.py': 'VERSION = 1\n' }),
    )['mysite/settings/base.py'];
    expect(base).toContain(
      'from ..version import VERSION\n\nHERE = Path(__file__).parent.parent\nBASE_DIR = Path(__file__).resolve().parent.parent.parent\n',
    );
  });

  test('unless another file imports them or a path would break: then one file stays the default, and a split lists the lines to mend', () => {
    const texts = { ...stock, 'mysite/mail.py': 'import os\nfrom mysite.settings import DEBUG\n' };
    expect(changesOf(planFor(texts))).toContain('edit mysite/settings.py');
    const twice = withSettings((text) => text.replace(/^(BASE_DIR = .*)$/m, '$1\n$1'));
    expect(changesOf(planFor(twice))).toContain('edit mysite/settings.py');
    expect(planFor(texts, { settings: 'split' }).declined).toEqual([
      {
        entry: 'settings',
        path: 'mysite/mail.py',
        because: 'line 2 imports the old settings module, which is now an empty package',
        next: 'Use `from django.conf import settings` instead.',
      },
    ]);
  });
});

describe('what the owner has decided stays', () => {
  test('settings of production, and LOGGING', () => {
    const texts = withSettings(
      (text) =>
        `${text}\nLOGGING = {'version': 1}\nSECURE_SSL_REDIRECT = True\nSECURE_HSTS_SECONDS = 60\nSECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')\n`,
    );
    const heroku = apply(texts, planFor(texts))['mysite/settings/heroku.py'];
    expect(heroku).not.toMatch(/LOGGING|SECURE_|SILENCED/);
    expect(heroku).toContain('SESSION_COOKIE_SECURE = True\nCSRF_COOKIE_SECURE = True\n');
  });

  test('the storage of uploads', () => {
    const texts = withSettings(
      (text) => `${text}\nSTORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}}\n`,
    );
    expect(apply(texts, planFor(texts))['mysite/settings/heroku.py']).toContain(
      '    "default": STORAGES["default"],\n',
    );
  });

  test('a Procfile with a web process, a gunicorn.conf.py and a .python-version that work', () => {
    const texts = {
      ...stock,
      Procfile: 'web: gunicorn mysite.wsgi --log-file -\nworker: python work.py\n',
      'gunicorn.conf.py': 'threads = 2\n',
      '.python-version': '# ours\n3.12\n',
    };
    const after = apply(texts, planFor(texts));
    expect(after.Procfile).toBe(`${texts.Procfile}release: python manage.py migrate --no-input\n`);
    expect(after['gunicorn.conf.py']).toBe(texts['gunicorn.conf.py']);
    expect(after['.python-version']).toBe(texts['.python-version']);
  });

  test('a gunicorn.conf.py, of which only an address that the router cannot reach is changed', () => {
    const texts = {
      ...stock,
      'gunicorn.conf.py': '# ours\nbind = "127.0.0.1:8000"\nworkers = 9\n',
    };
    const after = apply(texts, planFor(texts));
    expect(after['gunicorn.conf.py']).toBe(
      "# ours\nimport os\n\nbind = f\"0.0.0.0:{os.environ.get('PORT', '8000')}\"\nworkers = 9\n",
    );
    expect(planFor(after).changes).toEqual([]);
  });

  test('an app.json, which gains the variables and the add-on that are missing', () => {
    const texts = {
      ...stock,
      'app.json':
        '{\n  "name": "ours",\n  "env": {\n    "SECRET_KEY": "x"\n  },\n  "addons": []\n}\n',
    };
    const after = JSON.parse(apply(texts, planFor(texts))['app.json']!) as Record<
      string,
      Record<string, unknown>
    >;
    expect(after.name).toBe('ours');
    expect(Object.keys(after.env!)).toEqual([
      'SECRET_KEY',
      'DJANGO_SETTINGS_MODULE',
      'ALLOWED_HOSTS',
      'DEBUG',
      'SECURE_HSTS_SECONDS',
    ]);
    expect(after.env!.SECRET_KEY).toBe('x');
    expect(after.addons).toEqual(['heroku-postgresql:essential-0']);
  });
});

describe('where the settings cannot be judged, they are left alone and the rest is written', () => {
  test('because the module is not the one that production uses', () => {
    const texts = withSettings(() => 'SECRET_KEY = "x"\n');
    const plan = planFor(texts);
    expect(changesOf(plan)).toContain('create Procfile');
    expect(changesOf(plan).filter((change) => change.includes('settings'))).toEqual([]);
    expect(plan.declined).toEqual([
      {
        entry: 'settings',
        path: 'mysite/settings.py',
        because:
          'mysite.settings defines no ROOT_URLCONF, so production seems to use another module',
        next: 'Fix that first, then run: dynoready init --only settings,secrets,database,static-files,https,logging',
      },
    ]);
  });

  test('because a name is taken that the branch in one file needs', () => {
    const texts = withSettings((text) => `${text}\nPRODUCTION = False\n`);
    const plan = planFor(texts, { settings: 'single' });
    expect(plan.declined.map(({ because }) => because)).toEqual([
      'mysite/settings.py already uses the name PRODUCTION for something else',
    ]);
  });
});

describe('a settings package that is there keeps its arrangement', () => {
  const base = settingsOf(stock)
    .replace('parent.parent', 'parent.parent.parent')
    .replace('DEBUG = True', 'DEBUG = False');
  const texts: Texts = {
    ...Object.fromEntries(Object.entries(stock).filter(([path]) => path !== 'mysite/settings.py')),
    'mysite/settings/__init__.py': '',
    'mysite/settings/base.py': base,
    'mysite/settings/dev.py': 'from .base import *\n\nDEBUG = True\n',
    'mysite/settings/production.py':
      'import os\n\nfrom .base import *\n\nSECRET_KEY = os.environ["SECRET_KEY"]\nALLOWED_HOSTS = ["www.example.com"]\n',
    'manage.py': stock['manage.py']!.replace('mysite.settings', 'mysite.settings.dev'),
    'mysite/wsgi.py': stock['mysite/wsgi.py']!.replace(
      'mysite.settings',
      'mysite.settings.production',
    ),
    'mysite/asgi.py': stock['mysite/asgi.py']!.replace(
      'mysite.settings',
      'mysite.settings.production',
    ),
  };
  const plan = planFor(texts);
  const after = apply(texts, plan);

  test('and its production module gains what it lacks, at its end', () => {
    const production = after['mysite/settings/production.py']!;
    expect(production).toContain(
      'SECRET_KEY = os.environ["SECRET_KEY"]\nALLOWED_HOSTS = ["www.example.com"]\n\n\n# Only collectstatic may run without a database',
    );
    expect(production).not.toMatch(/^(DEBUG|ALLOWED_HOSTS = \[$)/m);
    expect(after['mysite/settings/base.py']).toContain('WhiteNoiseMiddleware');
    expect(changesOf(plan).filter((change) => /settings\/|wsgi|manage/.test(change))).toEqual([
      'edit mysite/settings/base.py',
      'edit mysite/settings/production.py',
    ]);
    expect(JSON.parse(after['app.json']!)).toMatchObject({
      env: { DJANGO_SETTINGS_MODULE: { value: 'mysite.settings.production' } },
    });
    expect(planFor(after).changes).toEqual([]);
  });
});

test('a project below the root is started from there, and CRLF stays CRLF', () => {
  const texts = Object.fromEntries(
    Object.entries(stock).map(([path, text]) => [`src/${path}`, text.replaceAll('\n', '\r\n')]),
  );
  const after = apply(texts, planFor(texts, { settings: 'single', health: true }));
  expect(after.Procfile).toBe(
    'web: gunicorn --chdir src mysite.wsgi\nrelease: python src/manage.py migrate --no-input\n',
  );
  expect(after['.gitignore']).toContain('/src/staticfiles/\n');
  expect(after['src/mysite/settings.py']!.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(Object.keys(after)).toContain('src/mysite/health.py');
  expect(planFor(after, { health: true }).changes).toEqual([]);
});

describe('what does not work is mended', () => {
  test('a web process that is runserver', () => {
    const texts = { ...stock, Procfile: 'web: python manage.py runserver 0.0.0.0:$PORT\n' };
    expect(apply(texts, planFor(texts)).Procfile).toBe(
      'web: gunicorn mysite.wsgi\nrelease: python manage.py migrate --no-input\n',
    );
  });

  test('a runtime.txt of a Python that the build refuses', () => {
    const texts = { ...stock, 'runtime.txt': 'python-3.8.2\n' };
    const plan = planFor(texts);
    expect(changesOf(plan)).toContain('delete runtime.txt');
    expect(apply(texts, plan)['.python-version']).toBe('3.13\n');
    const asked = planFor(texts, { pythonVersionFile: 'runtime.txt' });
    expect(apply(texts, asked)['runtime.txt']).toBe('python-3.13\n');
    expect(asked.next).toContain(
      'runtime.txt is deprecated in favor of .python-version. Run `dynoready init --only python-version` to convert it.',
    );
  });

  test('the old storage setting, which Django 5.1 and later ignore', () => {
    const texts = withSettings(
      (text) =>
        `${text}\nSTATICFILES_STORAGE = 'whitenoise.storage.CompressedManifestStaticFilesStorage'\n`,
    );
    const after = apply(texts, planFor(texts));
    expect(after['mysite/settings/base.py']).toContain(
      "'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage',",
    );
    expect(after['mysite/settings/base.py']).not.toContain('STATICFILES_STORAGE');
    expect(after['mysite/settings/heroku.py']).not.toContain('STORAGES');
  });

  test('a psycopg2 that would have to be compiled, and lines without a bound', () => {
    const texts = { ...stock, 'requirements.txt': 'Django\npsycopg2  # driver\nmarkdown\n' };
    expect(apply(texts, planFor(texts))['requirements.txt']).toBe(
      'Django>=6.1,<6.2\npsycopg2-binary>=2.9.12,<3  # driver\nmarkdown\ndj-database-url>=3.1,<4\ngunicorn>=27,<28\nwhitenoise>=6.12,<7\n',
    );
  });
});

describe('dependencies are declared where a person declares them', () => {
  test('in pyproject.toml of uv, with the lock command printed and the lock left alone', () => {
    const texts = {
      ...stock,
      'pyproject.toml':
        '[project]\nname = "shop"\nversion = "1"\ndependencies = [\n    "django>=5.2,<5.3",\n]\n',
      'uv.lock': 'version = 1\n',
    };
    const plan = planFor(texts);
    expect(apply(texts, plan)['pyproject.toml']).toContain(`dependencies = [
    "django>=5.2,<5.3",
    "dj-database-url>=3.1,<4",
    "gunicorn>=27,<28",
    "psycopg[binary]>=3.3,<4",
    "whitenoise>=6.12,<7",
]`);
    expect(plan.next).toContain(
      'uv lock    (updates uv.lock; the build rejects a stale lock file)',
    );
    expect(changesOf(plan)).not.toContain('edit uv.lock');
    expect(changesOf(plan)).not.toContain('create requirements.txt');
  });

  test("in Poetry's own table", () => {
    const texts = {
      ...stock,
      'pyproject.toml':
        '[tool.poetry]\nname = "shop"\npackage-mode = false\n\n[tool.poetry.dependencies]\npython = "^3.13"\nDjango = "~5.2"\n',
      'poetry.lock': '',
    };
    const plan = planFor(texts);
    expect(
      apply(texts, plan)['pyproject.toml'],
    ).toBe(`${texts['pyproject.toml']}dj-database-url = ">=3.1,<4"
gunicorn = ">=27,<28"
psycopg = {extras = ["binary"], version = ">=3.3,<4"}
whitenoise = ">=6.12,<7"
`);
    expect(plan.next).toContain(
      'poetry lock    (updates poetry.lock; the build rejects a stale lock file)',
    );
  });

  test('in the Pipfile', () => {
    const texts = {
      ...stock,
      Pipfile: '[packages]\ndjango = "~=5.2.0"\nGunicorn = "*"\n',
      'Pipfile.lock': '{"default": {}}\n',
    };
    const plan = planFor(texts);
    expect(apply(texts, plan).Pipfile).toBe(`${texts.Pipfile}dj-database-url = ">=3.1,<4"
psycopg = {extras = ["binary"], version = ">=3.3,<4"}
whitenoise = ">=6.12,<7"
`);
    expect(plan.next).toContain(
      'pipenv lock    (updates Pipfile.lock; the build rejects a stale lock file)',
    );
  });

  test('in the input of pip-tools, not in what it writes', () => {
    const texts = {
      ...stock,
      'requirements.in': 'django>=5.2,<5.3\n',
      'requirements.txt':
        '#\n# This file is autogenerated by pip-compile with Python 3.13\n# by the following command:\n#\n#    pip-compile requirements.in\n#\ndjango==5.2.19\n    # via -r requirements.in\n',
    };
    const plan = planFor(texts);
    expect(apply(texts, plan)['requirements.in']).toContain('gunicorn>=27,<28\n');
    expect(apply(texts, plan)['requirements.txt']).toBe(texts['requirements.txt']);
    expect(plan.next).toContain('pip-compile requirements.in    (regenerates requirements.txt)');
  });

  test.each([
    [
      'uv pip compile',
      'requirements/main.in',
      'uv pip compile --universal requirements/main.in -o requirements.txt',
    ],
    [
      'uv pip compile from pyproject.toml',
      'pyproject.toml',
      'uv pip compile pyproject.toml -o requirements.txt',
    ],
    [
      'uv export',
      'pyproject.toml',
      'uv export --no-dev --format requirements-txt -o requirements.txt',
    ],
  ])('%s: the command of the header is the next step', (_name, source, command) => {
    const texts = {
      ...stock,
      [source]:
        source === 'pyproject.toml'
          ? '[project]\nname = "shop"\ndependencies = ["django~=5.2.0"]\n'
          : 'django~=5.2.0\n',
      'requirements.txt': `# This file was autogenerated by uv via the following command:\n#    ${command}\ndjango==5.2.19\n`,
    };
    const plan = planFor(texts);
    expect(apply(texts, plan)[source]).toContain('gunicorn>=27,<28');
    expect(plan.next).toContain(`${command}    (regenerates requirements.txt)`);
    expect(changesOf(plan)).not.toContain('edit requirements.txt');
  });

  test('with the range that a group has which the build leaves out: one lock holds both', () => {
    const texts = {
      ...stock,
      'pyproject.toml':
        '[tool.poetry]\nname = "shop"\n\n[tool.poetry.dependencies]\npython = "^3.13"\nDjango = "~5.2"\nwhitenoise = {version = "^6.6", optional = true}\n\n[tool.poetry.group.prod.dependencies]\ngunicorn = "^26.0"\n',
      'poetry.lock': '',
    };
    const plan = planFor(texts);
    expect(
      apply(texts, plan)['pyproject.toml'],
    ).toContain(`whitenoise = {version = "^6.6", optional = false}
dj-database-url = ">=3.1,<4"
gunicorn = ">=26.0,<27.0"
psycopg = {extras = ["binary"], version = ">=3.3,<4"}
`);
    const reasons = plan.changes.find(({ path }) => path === 'pyproject.toml')!.because;
    expect(reasons).toContain(
      'gunicorn>=26.0,<27.0 is used in production, but was in the group prod, which the build skips',
    );
    expect(reasons).toContain(
      'whitenoise>=6.6,<7.0 is used in production, but was an optional dependency, which the build skips',
    );
  });
});

test('a Django that gets no fixes any more is left alone, with what to raise first', () => {
  const texts = { ...stock, 'requirements.txt': 'Django>=3.2,<4\n' };
  const plan = planFor(texts);
  expect(plan.changes).toEqual([]);
  expect(plan.declined.map(({ because, next }) => `${because}\n${next}`)).toEqual([
    `Django 3.2 no longer receives security fixes, and dynoready supports Django 4.2 to 6.1
Upgrade Django first, one series at a time: make the tests pass with \`python -W error::DeprecationWarning manage.py test\`, then go on to the next series.`,
  ]);
});

describe('what the repository lacks is not hidden by what is written', () => {
  test('a list for development below the root is not replaced by a short one in the root', () => {
    const { 'requirements.txt': list = 'Django>=5.2,<5.3\n', ...texts } =
      fixture('startproject-5.2');
    const plan = planFor({ ...texts, 'deploy/requirements-dev.txt': list });
    expect(changesOf(plan)).not.toContain('create requirements.txt');
    expect(plan.declined.filter(({ entry }) => entry === 'dependencies')).toEqual([
      {
        entry: 'dependencies',
        path: 'deploy/requirements-dev.txt',
        because:
          'the build reads only the root folder, and a new requirements.txt there would lack the packages in this file',
        next: 'Write a requirements.txt in the root with `-r deploy/requirements-dev.txt`, then run: dynoready init --only dependencies',
      },
    ]);
  });

  test('static files are not hashed while a style sheet refers to a file that is not there', () => {
    const texts = {
      ...fixture('startproject-5.2'),
      'shop/static/shop/site.css': 'body { background: url("img/bg.png"); }\n',
    };
    const plan = planFor(texts);
    expect(apply(texts, plan)['mysite/settings/heroku.py']).toContain(
      '"whitenoise.storage.CompressedStaticFilesStorage"',
    );
    expect(plan.declined).toEqual([
      {
        entry: 'static-files',
        path: 'shop/static/shop/site.css',
        because:
          'it refers to `img/bg.png`, which does not exist, and with hashed file names the build would fail',
        next: 'Fix the references, then use whitenoise.storage.CompressedManifestStaticFilesStorage in STORAGES. dynoready check lists what is left.',
      },
    ]);
  });
});
