import { describe, expect, test } from 'vitest';
import { loadRules } from '../../src/check/catalogue.ts';
import { runRules } from '../../src/check/run.ts';
import { defaultAnswers } from '../../src/scaffold/answers/questions.ts';
import { useProductionModule } from '../../src/scaffold/settings/use-production-module.ts';
import { apply, changesOf, fixture, planFor, projectOf, type Texts } from './fixture-project.ts';

/**
 * What people have when they come, and what must become of it. A second run always finds nothing to
 * do.
 */
const rules = await loadRules();
const stock = fixture('startproject-5.2');
const settings = stock['mysite/settings.py']!;

const errors = (texts: Texts): string[] =>
  runRules(projectOf(texts), rules)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, what }) => `${rule}: ${what}`);
const linesOf = (text: string | undefined): string[] => (text ?? '').trimEnd().split('\n');
const becauseOf = (texts: Texts, path: string): string =>
  planFor(texts).changes.find((change) => change.path === path)?.because ?? '';

describe.each([
  ['django-heroku', 'django_heroku'],
  ['django-on-heroku', 'django_on_heroku'],
])('%s', (name, module) => {
  const texts: Texts = {
    ...stock,
    'mysite/settings.py': `${settings.replace('from pathlib import Path\n', `from pathlib import Path\n\nimport ${module}\n`)}\n# Activate Django-Heroku.\n${module}.settings(locals())\n`,
    'requirements.txt': `Django==5.2.8\n${name}==1.1.2\ngunicorn==23.0.0\n`,
    Procfile: 'web: gunicorn mysite.wsgi --log-file -\n',
  };

  test('is taken out, and all that it did is written out', () => {
    const plan = planFor(texts);
    const after = apply(texts, plan);
    expect(plan.declined).toEqual([]);
    expect(Object.values(after).join('\n')).not.toMatch(/django.(on.)?heroku/i);
    expect(after['mysite/settings/base.py']).toContain(
      "'whitenoise.middleware.WhiteNoiseMiddleware'",
    );
    expect(after['mysite/settings/base.py']).toContain("STATIC_ROOT = BASE_DIR / 'staticfiles'");
    for (const name of ['DATABASES', 'STORAGES', 'ALLOWED_HOSTS', 'SECRET_KEY', 'LOGGING'])
      expect(after['mysite/settings/heroku.py']).toMatch(new RegExp(`^${name} = `, 'm'));
    expect(linesOf(after['requirements.txt'])).toEqual([
      'Django==5.2.8',
      'gunicorn==23.0.0',
      'dj-database-url>=3.1,<4',
      'psycopg[binary]>=3.3,<4',
      'whitenoise>=6.12,<7',
    ]);
    expect(becauseOf(texts, 'mysite/settings/base.py')).toContain(
      'django-heroku is abandoned, and its settings are now written out',
    );
    expect(errors(after)).toEqual([]);
    expect(changesOf(planFor(after))).toEqual([]);
  });

  test('stays where not all of it would be written out', () => {
    const plan = planFor(texts, {}, ['settings', 'secrets']);
    expect(plan.declined).toContainEqual({
      entry: 'settings',
      path: 'mysite/settings.py',
      because:
        'django-heroku is abandoned, and removing it means writing out everything that it did',
      next: 'Run dynoready init without --only and --skip.',
    });
    expect(apply(texts, plan)['mysite/settings/base.py']).toContain(`${module}.settings(locals())`);
  });

  test('stays where the settings lean on it', () => {
    const leaning = {
      ...texts,
      'mysite/settings.py': `${texts['mysite/settings.py']}LEVEL = LOGGING["loggers"]\n`,
    };
    const plan = planFor(leaning, { settings: 'single' });
    expect(plan.declined).toContainEqual({
      entry: 'settings',
      path: 'mysite/settings.py',
      because: `the settings fail without the call to django-heroku, which is abandoned (NameError: name 'LOGGING' is not defined)`,
      next: 'Remove the call, fix the error, then run dynoready init again.',
    });
    expect(apply(leaning, plan)['requirements.txt']).toContain(name);
  });
});

test('django-configurations is left to the person, and all beside the settings is written', () => {
  const texts: Texts = {
    ...stock,
    'mysite/settings.py': `from configurations import Configuration\n\n\nclass Production(Configuration):\n    ROOT_URLCONF = "mysite.urls"\n    DEBUG = False\n`,
    'requirements.txt': 'Django==5.2.8\ndjango-configurations==2.5.1\ngunicorn==23.0.0\n',
  };
  const plan = planFor(texts);
  const after = apply(texts, plan);
  expect(plan.declined[0]).toEqual({
    entry: 'settings',
    path: 'mysite/settings.py',
    because:
      'the settings are django-configurations classes, and DJANGO_CONFIGURATION selects one of them',
    next: 'Add what dynoready check and a rehearsal report to the production class, and set DJANGO_CONFIGURATION to its name.',
  });
  expect(after['mysite/settings.py']).toBe(texts['mysite/settings.py']);
  expect(Object.keys(after)).toEqual(
    expect.arrayContaining(['Procfile', 'app.json', '.python-version']),
  );
  expect(Object.keys((JSON.parse(after['app.json']!) as { env: object }).env)).toEqual([
    'DJANGO_SETTINGS_MODULE',
  ]);
  expect(changesOf(planFor(after))).toEqual([]);
});

test('django-split-settings: production gets its lines behind the files that are included', () => {
  const [head = '', tail = ''] = settings.split('# Database\n');
  const texts: Texts = {
    ...Object.fromEntries(Object.entries(stock).filter(([path]) => path !== 'mysite/settings.py')),
    'mysite/settings/__init__.py':
      'from split_settings.tools import include\n\ninclude("components/base.py", "components/database.py")\n',
    // An included file has the __file__ of the one that includes it.
    'mysite/settings/components/base.py': head.replace('.parent.parent', '.parent.parent.parent'),
    'mysite/settings/components/database.py': `# Database\n${tail}`,
    'requirements.txt': 'Django==5.2.8\ndjango-split-settings==1.3.2\n',
  };
  const after = apply(texts, planFor(texts));
  expect(after['mysite/settings/__init__.py']).toMatch(
    /include\([\s\S]*if PRODUCTION:[\s\S]*SECURE_SSL_REDIRECT = True/,
  );
  expect(after['mysite/settings/components/base.py']).toContain('WhiteNoiseMiddleware');
  expect(errors(after)).toEqual([]);
  expect(changesOf(planFor(after))).toEqual([]);
});

test('settings for production beside those that wsgi.py names for development', () => {
  const texts: Texts = {
    ...Object.fromEntries(Object.entries(stock).filter(([path]) => path !== 'mysite/settings.py')),
    'mysite/settings/__init__.py': '',
    'mysite/settings/common.py': settings
      .replace('DEBUG = True', 'DEBUG = False')
      .replace('.parent.parent', '.parent.parent.parent'),
    'mysite/settings/dev.py': 'from .common import *\n\nDEBUG = True\n',
    'mysite/settings/prod.py': 'from .common import *\n\nSECURE_SSL_REDIRECT = False\n',
    'mysite/wsgi.py': stock['mysite/wsgi.py']!.replace('mysite.settings', 'mysite.settings.dev'),
    'manage.py': stock['manage.py']!.replace('mysite.settings', 'mysite.settings.dev'),
  };
  const after = apply(texts, planFor(texts));
  expect(useProductionModule(projectOf(texts)).djangoProject?.production?.file).toBe(
    'mysite/settings/prod.py',
  );
  expect(after['mysite/settings/dev.py']).toBe(texts['mysite/settings/dev.py']);
  expect(after['mysite/settings/prod.py']).toContain('SECURE_HSTS_SECONDS');
  expect(after['app.json']).toContain('"value": "mysite.settings.prod"');
  expect(errors(after)).toEqual([]);
  expect(changesOf(planFor(after))).toEqual([]);
});

test('no wsgi.py: the one that startproject makes is written', () => {
  const { 'mysite/wsgi.py': _, 'mysite/asgi.py': __, ...texts } = stock;
  const after = apply(texts, planFor(texts));
  expect(after['mysite/wsgi.py']).toContain(
    'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.heroku")',
  );
  expect(after.Procfile).toContain('web: gunicorn mysite.wsgi\n');
  expect(errors(after)).toEqual([]);
  expect(changesOf(planFor(after))).toEqual([]);
});

test('an empty wsgi.py is none', () => {
  const texts: Texts = { ...stock, 'mysite/wsgi.py': '' };
  const after = apply(texts, planFor(texts));
  expect(after['mysite/wsgi.py']).toContain('application = get_wsgi_application()');
  expect(errors(after)).toEqual([]);
});

test('wsgi is a package: it is what gunicorn imports', () => {
  const { 'mysite/wsgi.py': wsgi = '', ...rest } = stock;
  const texts: Texts = { ...rest, 'mysite/wsgi/__init__.py': wsgi };
  const after = apply(texts, planFor(texts));
  expect(after.Procfile).toContain('web: gunicorn mysite.wsgi\n');
  expect(after['mysite/wsgi.py']).toBeUndefined();
});

test('a release too old for what is written is raised', () => {
  const texts: Texts = { ...stock, 'requirements.txt': 'dj-database-url==1.0.0\nDjango==5.2.8\n' };
  expect(apply(texts, planFor(texts))['requirements.txt']).toMatch(/^dj-database-url>=3\.1,<4\n/);
  expect(becauseOf(texts, 'requirements.txt')).toContain(
    'dj-database-url ==1.0.0 does not support conn_health_checks',
  );
  const newer: Texts = { ...stock, 'requirements.txt': 'dj-database-url==2.2.0\nDjango==5.2.8\n' };
  expect(apply(newer, planFor(newer))['requirements.txt']).toContain('dj-database-url==2.2.0\n');
});

test('what production imports and nothing declares is declared, and its version is the owner’s to bound', () => {
  const { 'requirements.txt': _, ...rest } = stock;
  const texts: Texts = {
    ...rest,
    'mysite/settings.py': settings.replace(
      'INSTALLED_APPS = [',
      "INSTALLED_APPS = [\n    'rest_framework',",
    ),
  };
  const plan = planFor(texts);
  const after = apply(texts, plan);
  expect(linesOf(after['requirements.txt'])).toContain('djangorestframework');
  expect(plan.next).toContain(
    'Add version bounds to the packages that were imported but not declared: djangorestframework',
  );
  expect(errors(after)).toEqual([]);
  expect(changesOf(planFor(after))).toEqual([]);
});

test('the Python line is one that pyproject.toml admits', () => {
  const pyproject =
    '[project]\nname = "mysite"\nversion = "1"\nrequires-python = "==3.12.*"\ndependencies = ["django==5.2.8"]\n';
  const texts: Texts = { ...stock, 'pyproject.toml': pyproject };
  expect(defaultAnswers(projectOf(texts), ['3.13', '3.12']).pythonVersion).toBe('3.12');
});

test('the series of Django is that of the list beside manage.py, where the root has none', () => {
  const texts: Texts = {
    ...Object.fromEntries(Object.entries(stock).map(([path, text]) => [`backend/${path}`, text])),
    'backend/mysite/settings.py': settings.replace('using Django 5.2', 'using Django 3.1'),
    'backend/pyproject.toml':
      '[project]\nname = "mysite"\nversion = "1"\ndependencies = ["django==5.2.8"]\n',
  };
  const plan = planFor(texts);
  expect(plan.changes.length).toBeGreaterThan(0);
  expect(plan.declined.map(({ because }) => because)).toEqual([
    'the build reads only the root folder, and a new requirements.txt there would lack the packages in this file',
  ]);
});

test('a variable that the settings read in their own way gets no value of ours', () => {
  const texts: Texts = {
    ...stock,
    'mysite/settings.py': `import os\n${settings}\nEMAIL_USE_TLS = bool(int(os.getenv('EMAIL_USE_TLS', 0)))\n`,
  };
  const after = apply(texts, planFor(texts));
  const { env } = JSON.parse(after['app.json']!) as { env: Record<string, { value?: string }> };
  expect(env.EMAIL_USE_TLS).toEqual({
    description: 'Whether to encrypt the connection to the mail server. It should be on.',
    required: false,
  });
  expect(errors(after)).toEqual([]);
});

test('static files collected outside the project are no concern of git', () => {
  const texts: Texts = {
    ...stock,
    'mysite/settings.py': `${settings}\nSTATIC_ROOT = BASE_DIR.parent / 'collected'\n`,
  };
  expect(apply(texts, planFor(texts))['.gitignore']).not.toContain('collected');
});

describe('two package managers', () => {
  const lock =
    'version = 1\nrequires-python = ">=3.12"\n\n[[package]]\nname = "django"\nversion = "5.2.8"\nsource = { registry = "x" }\n';
  const texts: Texts = {
    ...stock,
    'requirements.txt': 'Django==5.2.8\n',
    'pyproject.toml':
      '[project]\nname = "mysite"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ["django==5.2.8"]\n',
    'uv.lock': lock,
    'ci.yml': 'run: pip install -r requirements.txt\n',
  };

  test('are left, with how to choose, when nobody was asked', () => {
    const plan = planFor(texts);
    expect(plan.declined).toContainEqual({
      entry: 'dependencies',
      path: 'requirements.txt and uv.lock',
      because: 'the build fails when it finds the files of several package managers',
      next: 'Choose which one to keep: dynoready init --package-manager pip (or uv)',
    });
    expect(apply(texts, plan)['uv.lock']).toBe(lock);
  });

  test.each([
    ['uv', 'requirements.txt', 'pyproject.toml'],
    ['pip', 'uv.lock', 'requirements.txt'],
  ] as const)(
    '%s remains: %s goes, and what is missing is added to %s',
    (packageManager, gone, edited) => {
      const plan = planFor(texts, { packageManager });
      const after = apply(texts, plan);
      expect(changesOf(plan)).toContain(`delete ${gone}`);
      expect(after[edited]).toContain('whitenoise>=6.12,<7');
      expect(plan.next.filter((step) => step.startsWith('Update the files'))).toEqual(
        packageManager === 'uv'
          ? ['Update the files that mention requirements.txt, which was deleted: ci.yml']
          : [],
      );
      expect(errors(after).filter((one) => !one.startsWith('lock-stale'))).toEqual([]);
      expect(changesOf(planFor(after))).toEqual([]);
    },
  );

  test('of which one is a Pipfile without a lock count as two: the build stops at it as well', () => {
    const both: Texts = {
      ...stock,
      'requirements.txt': 'Django==5.2.8\n',
      Pipfile: '[packages]\ndjango = "==5.2.8"\n',
    };
    expect(planFor(both).declined.map(({ next }) => next)).toEqual([
      'Choose which one to keep: dynoready init --package-manager pipenv (or pip)',
    ]);
    const pip = planFor(both, { packageManager: 'pip' });
    expect(changesOf(pip)).toContain('delete Pipfile');
    expect(errors(apply(both, pip))).toEqual([]);
    const pipenv = planFor(both, { packageManager: 'pipenv' });
    expect(changesOf(pipenv)).toContain('delete requirements.txt');
    expect(apply(both, pipenv).Pipfile).toContain('whitenoise = ">=6.12,<7"');
    expect(pipenv.next).toContain(
      'pipenv lock    (updates Pipfile.lock; the build rejects a stale lock file)',
    );
  });

  test('of which .slugignore hides one are one', () => {
    expect(planFor({ ...texts, '.slugignore': 'uv.lock\n' }).declined).toEqual([]);
  });
});

test('a template that names a static file that is not there: names are not hashed, and the place is said', () => {
  const texts: Texts = {
    ...stock,
    'mysite/templates/page.html': '{% load static %}\n<link href="{% static "site.css" %}">\n',
  };
  const plan = planFor(texts);
  expect(plan.declined.map(({ path, because }) => [path, because])).toEqual([
    [
      'mysite/templates/page.html',
      'it refers to `site.css`, which does not exist, and with hashed file names the page would return a 500',
    ],
  ]);
  expect(apply(texts, plan)['mysite/settings/heroku.py']).toContain(
    'whitenoise.storage.CompressedStaticFilesStorage',
  );
});

describe('DEBUG that is on unless a config var says otherwise, with what is done if it is off', () => {
  const hardened =
    '\nif not DEBUG:\n    SECURE_SSL_REDIRECT = True\n    SECURE_HSTS_SECONDS = 31536000\n';
  const flag =
    'def flag(name, default=False):\n    value = os.environ.get(name)\n    return default if value is None else value.lower() in ("1", "true")\n\n\n';
  const withDebug = (value: string): Texts => ({
    ...stock,
    'mysite/settings.py': `import os\n\n\n${flag}${settings.replace('DEBUG = True', `DEBUG = ${value}`)}${hardened}`,
  });

  test.each([
    [
      'flag("DEBUG", default=True)',
      'flag("DEBUG", default=False)',
      'flag("DEBUG", default=not PRODUCTION)',
      'True',
    ],
    [
      "os.environ.get('DEBUG', 'True') == 'True'",
      "os.environ.get('DEBUG', 'False') == 'True'",
      "os.environ.get('DEBUG', 'False' if PRODUCTION else 'True') == 'True'",
      'True',
    ],
    [
      "bool(int(os.getenv('DJANGO_DEBUG', 1)))",
      "bool(int(os.getenv('DJANGO_DEBUG', 0)))",
      "bool(int(os.getenv('DJANGO_DEBUG', 0 if PRODUCTION else 1)))",
      '1',
    ],
  ])('%s', (before, inPackage, inOneFile, preset) => {
    const texts = withDebug(before);
    const split = apply(texts, planFor(texts, { settings: 'split' }));
    expect(split['mysite/settings/base.py']).toContain(`DEBUG = ${inPackage}\n`);
    expect(split['mysite/settings/local.py']).toMatch(
      new RegExp(`os\\.environ\\.setdefault\\("(DJANGO_)?DEBUG", "${preset}"\\)`),
    );
    expect(split['mysite/settings/heroku.py']).not.toMatch(
      /^(DEBUG|SECURE_SSL_REDIRECT|SECURE_HSTS_SECONDS) = /m,
    );
    const single = apply(texts, planFor(texts, { settings: 'single' }));
    expect(single['mysite/settings.py']).toContain(`DEBUG = ${inOneFile}\n`);
    for (const after of [split, single]) {
      expect(
        runRules(projectOf(after), rules).filter(({ rule }) => /debug|hsts|ssl/.test(rule)),
      ).toEqual([]);
      expect(changesOf(planFor(after))).toEqual([]);
    }
  });

  test('in a file that development shares: production sets it, and what the branch would have done', () => {
    const texts: Texts = {
      ...Object.fromEntries(
        Object.entries(withDebug('flag("DEBUG", default=True)')).filter(
          ([path]) => path !== 'mysite/settings.py',
        ),
      ),
      'mysite/settings/__init__.py': '',
      'mysite/settings/base.py': withDebug('flag("DEBUG", default=True)')[
        'mysite/settings.py'
      ]!.replace('.parent.parent', '.parent.parent.parent'),
      'mysite/settings/production.py': 'from .base import *\n',
      'mysite/wsgi.py': stock['mysite/wsgi.py']!.replace(
        'mysite.settings',
        'mysite.settings.production',
      ),
      'manage.py': stock['manage.py']!.replace('mysite.settings', 'mysite.settings.base'),
    };
    const after = apply(texts, planFor(texts));
    expect(after['mysite/settings/base.py']).toContain('DEBUG = flag("DEBUG", default=True)');
    expect(after['mysite/settings/production.py']).toMatch(
      /^DEBUG = [\s\S]*^SECURE_SSL_REDIRECT = True$/m,
    );
    expect(changesOf(planFor(after))).toEqual([]);
  });
});

test('a project that lets in Python 3.9 is told to raise it where its lock is made for all it lets in', () => {
  const pyproject =
    '[project]\nname = "mysite"\nversion = "1"\nrequires-python = ">=3.9"\ndependencies = ["django>=4.2,<4.3"]\n';
  const texts: Texts = {
    ...stock,
    'pyproject.toml': pyproject,
    'uv.lock': 'version = 1\nrequires-python = ">=3.9"\n',
  };
  const said = (one: Texts): string[] => planFor(one).declined.map(({ because }) => because);
  const because = 'it allows Python 3.9, which the added packages do not support, so locking fails';
  expect(said(texts)).toContain(because);
  expect(said({ ...texts, 'pyproject.toml': pyproject.replace('>=3.9', '>=3.10') })).not.toContain(
    because,
  );
});

describe('no list of packages in the root', () => {
  const { 'requirements.txt': list = 'Django==5.2.8\n', ...rest } = stock;

  test('it points to the list for production that stands elsewhere, and what is missing goes there', () => {
    const texts: Texts = {
      ...rest,
      'requirements/base.txt': list,
      'requirements/dev.txt': '-r base.txt\npytest==9.0.0\n',
      'requirements/production.txt': '-r base.txt\ngunicorn==23.0.0\n',
    };
    const after = apply(texts, planFor(texts));
    expect(after['requirements.txt']).toBe('-r requirements/production.txt\n');
    expect(linesOf(after['requirements/production.txt'])).toEqual([
      '-r base.txt',
      'gunicorn==23.0.0',
      'dj-database-url>=3.1,<4',
      'psycopg[binary]>=3.3,<4',
      'whitenoise>=6.12,<7',
    ]);
    expect(after['requirements/base.txt']).toBe(list);
    expect(errors(after)).toEqual([]);
    expect(changesOf(planFor(after))).toEqual([]);
  });

  test('a list beside manage.py, below the root', () => {
    const texts: Texts = {
      ...Object.fromEntries(Object.entries(rest).map(([path, text]) => [`src/${path}`, text])),
      'src/requirements.txt': list,
      'tools/requirements.txt': 'Django==5.2.8\n',
    };
    const after = apply(texts, planFor(texts));
    expect(after['requirements.txt']).toBe('-r src/requirements.txt\n');
    expect(after['src/requirements.txt']).toContain('whitenoise>=6.12,<7');
    expect(changesOf(planFor(after))).toEqual([]);
  });

  test('which of two is meant is left to the person', () => {
    const texts: Texts = { ...rest, 'requirements/one.txt': list, 'requirements/two.txt': list };
    const plan = planFor(texts);
    expect(apply(texts, plan)['requirements.txt']).toBeUndefined();
    expect(plan.declined.map(({ path }) => path)).toEqual(['requirements/one.txt']);
  });
});

test('a pyproject.toml without a lock: the step that makes one is named', () => {
  const { 'requirements.txt': _, ...rest } = stock;
  const pyproject =
    '[project]\nname = "mysite"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ["django>=5.2,<5.3"]\n';
  const next = planFor({ ...rest, 'pyproject.toml': pyproject }).next;
  expect(next).toContain('uv lock    (updates uv.lock; the build rejects a stale lock file)');
});

test('a key whose default stands behind a helper of the project’s own', () => {
  const texts: Texts = {
    ...stock,
    'mysite/settings.py': `import os\n\n\ndef config(name, default=None):\n    return os.environ.get(name, default)\n\n\n${settings.replace(/SECRET_KEY = '.*'/, 'SECRET_KEY = config("SECRET_KEY", "django-insecure-abc")')}`,
  };
  const after = apply(texts, planFor(texts));
  expect(after['mysite/settings/heroku.py']).toContain('SECRET_KEY = required("SECRET_KEY")\n');
  expect(runRules(projectOf(after), rules).map(({ rule }) => rule)).not.toContain(
    'secret-key-in-code',
  );
  expect(changesOf(planFor(after))).toEqual([]);
});

test('a database put together from variables of the project’s own follows DATABASE_URL in production, and another kind stays', () => {
  const withEngine = (engine: string): Texts => ({
    ...stock,
    'mysite/settings.py': `import os\n${settings.replace(/DATABASES = \{[\s\S]*?\n\}\n/, `DATABASES = {\n    "default": {\n        "ENGINE": "django.db.backends.${engine}",\n        "NAME": os.environ.get("DB_NAME", "shop"),\n        "HOST": os.environ.get("DB_HOST", "db"),\n    }\n}\n`)}`,
  });
  const after = apply(withEngine('postgresql'), planFor(withEngine('postgresql')));
  expect(after['mysite/settings/heroku.py']).toContain('dj_database_url.config(');
  expect(after['mysite/settings/base.py']).toContain('"HOST": os.environ.get("DB_HOST", "db")');
  expect(changesOf(planFor(after))).toEqual([]);
  expect(
    apply(withEngine('mysql'), planFor(withEngine('mysql')))['mysite/settings/heroku.py'],
  ).not.toContain('DATABASES');
});

test('of databases that a variable chooses from, Postgres among them, production takes the one that Heroku has', () => {
  const chosen = (name: string): string =>
    `if os.getenv("DB") == "${name}":\n    DATABASES = {"default": {"ENGINE": "django.db.backends.${name}", "HOST": os.getenv("DB_HOST", "")}}\n`;
  const withChoice = (...names: string[]): Texts => ({
    ...stock,
    'mysite/settings.py': `import os\n${settings}\n${names.map(chosen).join('')}`,
  });
  const texts = withChoice('postgresql', 'mysql');
  const after = apply(texts, planFor(texts));
  expect(after['mysite/settings/heroku.py']).toContain('dj_database_url.config(');
  expect(changesOf(planFor(after))).toEqual([]);
  expect(
    apply(withChoice('mysql'), planFor(withChoice('mysql')))['mysite/settings/heroku.py'],
  ).not.toContain('DATABASES');
});

test('a variable whose default is an address of this machine is asked for', () => {
  const texts: Texts = {
    ...stock,
    'mysite/settings.py': `import os\n${settings}\nSITE_ROOT = os.getenv("SITE_ROOT", "http://localhost:8000").removesuffix("/")\nDOCS = os.getenv("DOCS", "https://example.com")\n`,
  };
  const next = planFor(texts).next.filter((step) => step.startsWith('heroku config:set'));
  expect(next).toContain(
    'heroku config:set SITE_ROOT=...    (its default is http://localhost:8000)',
  );
  expect(next.join('\n')).not.toContain('DOCS');
});

describe('a project that ran on another platform', () => {
  const texts: Texts = {
    ...stock,
    'mysite/settings.py': `import os\n${settings
      .replace(
        /SECRET_KEY = (.*)\n/,
        "# DEBUG = os.environ.get('DJANGO_DEBUG', '') != 'False'\nSECRET_KEY = os.environ.get('DJANGO_SECRET_KEY', $1)\n",
      )
      .replace(
        'ALLOWED_HOSTS = []',
        "ALLOWED_HOSTS = ['.railway.app', '.pythonanywhere.com', '127.0.0.1']",
      )}`,
    Procfile:
      'web: python manage.py migrate && python manage.py collectstatic --no-input && gunicorn mysite.wsgi\n',
  };
  const after = apply(texts, planFor(texts));

  test('asks for its key by the name that it has, and for hosts of its own', () => {
    expect(after['mysite/settings/heroku.py']).toContain(
      '\nSECRET_KEY = required("DJANGO_SECRET_KEY")\n',
    );
    expect(after['mysite/settings/heroku.py']).toContain('required("ALLOWED_HOSTS")');
    expect(Object.keys((JSON.parse(after['app.json']!) as { env: object }).env)).toEqual([
      'DJANGO_SETTINGS_MODULE',
      'ALLOWED_HOSTS',
      'DEBUG',
      'DJANGO_SECRET_KEY',
      'SECURE_HSTS_SECONDS',
    ]);
  });

  test('leaves to the release and to the build what the web process did at each start', () => {
    expect(after.Procfile).toBe(
      'web: gunicorn mysite.wsgi\nrelease: python manage.py migrate --no-input\n',
    );
    expect(changesOf(planFor(after))).toEqual([]);
    const joined = {
      ...texts,
      Procfile: 'web: python manage.py migrate || true; gunicorn mysite.wsgi\n',
    };
    expect(apply(joined, planFor(joined)).Procfile).toContain(
      'web: python manage.py migrate || true; gunicorn mysite.wsgi\n',
    );
  });
});

test('hosts that are read as a list are given as one', () => {
  const texts: Texts = {
    ...stock,
    'mysite/settings.py': `import json\nimport os\n${settings.replace('ALLOWED_HOSTS = []', 'ALLOWED_HOSTS = json.loads(os.environ["HOSTS"])')}`,
  };
  const plan = planFor(texts);
  const { env } = JSON.parse(apply(texts, plan)['app.json']!) as {
    env: Record<string, { value: string }>;
  };
  expect(env.HOSTS?.value).toBe('[".herokuapp.com"]');
  expect(plan.next.join('\n')).toContain(`HOSTS='["your-app-0123456789ab.herokuapp.com"]'`);
});

test('a gunicorn too old for its own ASGI worker is raised', () => {
  const texts: Texts = { ...stock, 'requirements.txt': 'Django==5.2.8\ngunicorn==22.0.0\n' };
  expect(apply(texts, planFor(texts, { server: 'asgi' }))['requirements.txt']).toContain(
    'gunicorn>=27,<28\n',
  );
  expect(apply(texts, planFor(texts))['requirements.txt']).toContain('gunicorn==22.0.0\n');
});

test('a manage.py that adds a folder to the path: the server starts in that folder', () => {
  const texts: Texts = {
    ...Object.fromEntries(
      Object.entries(stock)
        .filter(([path]) => path.startsWith('mysite/'))
        .map(([path, text]) => [`app/${path}`, text]),
    ),
    'manage.py': stock['manage.py']!.replace(
      'import sys\n',
      'import sys\n\nsys.path.insert(0, "app")\n',
    ),
    'requirements.txt': 'Django==5.2.8\n',
  };
  const after = apply(texts, planFor(texts));
  expect(after.Procfile).toBe(
    'web: gunicorn --chdir app mysite.wsgi\nrelease: python manage.py migrate --no-input\n',
  );
  expect(errors(after)).toEqual([]);
});

test('where manage.py names settings that are not there, the module named instead is one that has URLs', () => {
  const { 'mysite/settings.py': text = '', ...rest } = stock;
  const texts: Texts = {
    ...rest,
    'manage.py': rest['manage.py']!.replace('mysite.settings', 'site_conf'),
    'mysite/wsgi.py': rest['mysite/wsgi.py']!.replace('mysite.settings', 'site_conf'),
    'mysite/app_settings.py': 'LIMIT = 3\n',
    'mysite/settings/__init__.py': '',
    'mysite/settings/default.py': text,
    'mysite/settings/test.py': text,
  };
  const error = ((): unknown => {
    try {
      return planFor(texts);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toMatchObject({
    next: [
      'Name the module in mysite/wsgi.py: os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings.default")',
    ],
  });
});

test('an old storage setting beside STORAGES, which Django 4.2 and 5.0 refuse, goes from where it stands', () => {
  const old =
    "STATICFILES_STORAGE = 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage'\n";
  const texts: Texts = {
    ...stock,
    'requirements.txt': 'Django>=4.2,<4.3\n',
    'mysite/settings.py': '',
    'mysite/settings/__init__.py': '',
    'mysite/settings/base.py': `${settings.replace('parent.parent', 'parent.parent.parent')}\n${old}`,
    'mysite/settings/production.py': `from .base import *\n\nSTORAGES = {\n    'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'},\n    'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'},\n}\n`,
    'mysite/wsgi.py': stock['mysite/wsgi.py']!.replace(
      'mysite.settings',
      'mysite.settings.production',
    ),
  };
  const { 'mysite/settings.py': _file, ...repository } = texts;
  expect(errors(repository).some((one) => one.startsWith('storages-conflict'))).toBe(true);
  const after = apply(repository, planFor(repository));
  expect(after['mysite/settings/base.py']).not.toContain('STATICFILES_STORAGE');
  expect(errors(after)).toEqual([]);
  expect(changesOf(planFor(after))).toEqual([]);
});

describe('a LOGGING that writes into files', () => {
  const withHandlers = (more: string): Texts => ({
    ...stock,
    'mysite/settings.py': `${settings}\nLOGGING = {\n    'version': 1,\n    'handlers': {\n        'console': {'class': 'logging.StreamHandler'},\n        'file': {'class': 'logging.FileHandler', 'filename': 'logs/app.log'},\n${more}    },\n    'root': {'handlers': ['console', 'file']},\n}\n`,
  });

  test('goes to the console in production, and stays in development', () => {
    const texts = withHandlers('');
    const after = apply(texts, planFor(texts));
    expect(after['mysite/settings/heroku.py']).toContain(
      '"handlers": {"console": {"class": "logging.StreamHandler"',
    );
    expect(after['mysite/settings/base.py']).toContain("'filename': 'logs/app.log'");
    expect(becauseOf(texts, 'mysite/settings/heroku.py')).toContain(
      'LOGGING: log files are lost with the disk of the dyno',
    );
    expect(errors(after)).toEqual([]);
    expect(changesOf(planFor(after))).toEqual([]);
  });

  test('is left, with what to do, when it does more than that', () => {
    const plan = planFor(
      withHandlers("        'mail': {'class': 'django.utils.log.AdminEmailHandler'},\n"),
    );
    expect(plan.declined.map(({ because }) => because)).toEqual([
      'the log handler `file` writes to a file, which is lost with the dyno, and the rest of LOGGING cannot be replaced safely',
    ]);
  });
});

test.each(['environ', 'plain'] as const)(
  'databases besides the default stay, and a key with a default in the scheme is asked for all the same: %s',
  (style) => {
    const isEnviron = style === 'environ';
    const head = isEnviron
      ? 'import environ\n\nenv = environ.Env(SECRET_KEY=(str, ""), DB_HOST=(str, ""))\n'
      : 'import os\n';
    const host = isEnviron ? 'env("DB_HOST")' : 'os.environ.get("DB_HOST", "")';
    const database = (name: string): string =>
      `    "${name}": {"ENGINE": "django.db.backends.postgresql", "NAME": "${name}", "HOST": ${host}},\n`;
    const texts: Texts = {
      ...stock,
      'requirements.txt': `Django>=5.2,<5.3\npsycopg[binary]>=3.3,<4\n${isEnviron ? 'django-environ>=0.14,<1\n' : ''}`,
      'mysite/settings.py': `${head}${settings
        .replace(/SECRET_KEY = .*\n/, isEnviron ? 'SECRET_KEY = env("SECRET_KEY")\n' : '$&')
        .replace(
          /DATABASES = \{[\s\S]*?\n\}\n/,
          `DATABASES = {\n${database('default')}${database('archive')}}\n`,
        )}`,
    };
    const after = apply(texts, planFor(texts));
    const production = after['mysite/settings/heroku.py']!;
    expect(production).toContain('DATABASES = {\n    **DATABASES,  # noqa: F405\n    "default": ');
    expect(production).toContain('SECRET_KEY = required("SECRET_KEY")');
    expect(changesOf(planFor(after))).toEqual([]);
  },
);
