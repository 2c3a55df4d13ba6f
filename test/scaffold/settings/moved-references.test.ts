import { expect, test } from 'vitest';
import { evaluateSettings } from '../../../src/evaluator/api.ts';
import { memoryFiles } from '../../../src/python/file-tree.ts';
import { apply, fixture, planFor, type Texts } from '../fixture-project.ts';

const stock = fixture('startproject-5.2');

/** The stock project with what teams keep beside it. */
const NAMED_EVERYWHERE: Texts = {
  ...stock,
  'mysite/settings.py': `${stock['mysite/settings.py']}\nfrom django.core.files.storage import FileSystemStorage\n\n\nclass Uploads(FileSystemStorage):\n    pass\n\n\nFORMS = "mysite.settings.Uploads"\n`,
  'mysite/checks.py': 'STORAGE = "mysite.settings.Uploads"\nOTHER = "mysite.settings.Missing"\n',
  'scripts/seed.py':
    'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n',
  'pytest.ini': '[pytest]\nDJANGO_SETTINGS_MODULE = mysite.settings\n',
  'mypy.ini':
    '[mypy]\nplugins = mypy_django_plugin.main\n\n[mypy.plugins.django-stubs]\ndjango_settings_module = mysite.settings\n',
  'tox.ini': '[testenv]\nsetenv =\n    DJANGO_SETTINGS_MODULE = mysite.settings\n',
  'setup.cfg': '[flake8]\nper-file-ignores =\n    mysite/settings.py: E501\n',
  '.pre-commit-config.yaml':
    'repos:\n  - repo: local\n    hooks:\n      - id: check\n        entry: python manage.py check --settings=mysite.settings\n',
  '.github/workflows/test.yml':
    'jobs:\n  test:\n    env:\n      DJANGO_SETTINGS_MODULE: mysite.settings\n    steps:\n      - run: python manage.py test --settings=mysite.settings\n',
  'compose.yaml':
    'services:\n  web:\n    environment:\n      - DJANGO_SETTINGS_MODULE=mysite.settings\n',
  Dockerfile: 'ENV DJANGO_SETTINGS_MODULE=mysite.settings\nCMD ["gunicorn", "mysite.wsgi"]\n',
  '.env': 'DJANGO_SETTINGS_MODULE=mysite.settings\n',
  'run.sh': 'python manage.py runserver --settings mysite.settings\n',
  Procfile:
    'web: gunicorn mysite.wsgi\nrelease: python manage.py migrate --settings=mysite.settings\n',
  'README.md':
    'Export `DJANGO_SETTINGS_MODULE=mysite.settings`. Secrets were in mysite/settings.py once.\n',
};

test('everything that named the settings file names the package that it became', () => {
  const plan = planFor(NAMED_EVERYWHERE, { settings: 'split' });
  const after = apply(NAMED_EVERYWHERE, plan);
  const development = Object.entries(after).filter(
    ([path, text]) => /mysite\.settings\.local/.test(text) && !path.startsWith('mysite/settings/'),
  );
  expect(development.map(([path]) => path).sort()).toEqual([
    '.env',
    '.github/workflows/test.yml',
    '.pre-commit-config.yaml',
    'README.md',
    'app.json',
    'compose.yaml',
    'manage.py',
    'mypy.ini',
    'pytest.ini',
    'run.sh',
    'scripts/seed.py',
    'tox.ini',
  ]);
  expect(after.Dockerfile).toContain('DJANGO_SETTINGS_MODULE=mysite.settings.heroku');
  expect(after.Procfile).toContain('--settings=mysite.settings.heroku');
  expect(after['setup.cfg']).toContain('mysite/settings/base.py: E501');
  expect(after['mysite/settings/base.py']).toContain('FORMS = "mysite.settings.base.Uploads"');
  expect(after['mysite/checks.py']).toBe(
    'STORAGE = "mysite.settings.base.Uploads"\nOTHER = "mysite.settings.Missing"\n',
  );
  expect(plan.next.join('\n')).toContain(
    'Update what mentions mysite/settings.py, now mysite/settings/base.py: README.md',
  );
  const left = Object.entries(after).filter(([, text]) =>
    /(?<![\w.])mysite\.settings(?![\w]|\.\w)/.test(text),
  );
  expect(left).toEqual([]);
});

test('the old name still gives the settings of the place that uses it', () => {
  const after = apply(NAMED_EVERYWHERE, planFor(NAMED_EVERYWHERE, { settings: 'split' }));
  const hosts = (environment: Record<string, string>) =>
    evaluateSettings(memoryFiles(after), {
      djangoRoot: '',
      module: 'mysite.settings',
      environment: { DJANGO_SETTINGS_MODULE: 'mysite.settings', ...environment },
      unsetVariables: 'required',
    });
  expect(
    hosts({ DYNO: 'web.1', DATABASE_URL: 'postgres://host/name' }).get('SECURE_SSL_REDIRECT'),
  ).toMatchObject({ value: true });
  expect(hosts({}).get('SECURE_SSL_REDIRECT').state).toBe('absent');
  expect(hosts({}).get('DEBUG')).toMatchObject({ value: true });
});

test('a project that nothing else names gets an empty package', () => {
  const after = apply(stock, planFor(stock, { settings: 'split' }));
  expect(after['mysite/settings/__init__.py']).toBe('');
});
