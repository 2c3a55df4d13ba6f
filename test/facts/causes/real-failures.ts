/** A project whose build fails, and what has to be said of it. */
export interface RealFailure {
  readonly name: string;
  readonly cause: string;
  /** What is committed, beside a .python-version. */
  readonly files: Readonly<Record<string, string>>;
  /** The tool that makes the lock before `afterLock` is written. */
  readonly lock?: 'uv' | 'poetry';
  readonly afterLock?: Readonly<Record<string, string | null>>;
  /** Replaces text in the lock. */
  readonly changeLock?: readonly [RegExp, string];
  readonly configVars?: Readonly<Record<string, string>>;
}

const ROOT = '[project]\nname = "notes-site"\nversion = "0.1.0"\nrequires-python = ">=3.10"\n';
const POETRY_APP = '[tool.poetry]\npackage-mode = false\n';
const NO_HASH = 'sha256:0000000000000000000000000000000000000000000000000000000000000000';

/** A Django project of one settings module. */
function django(settings: string, files: Readonly<Record<string, string>> = {}) {
  return {
    'requirements.txt': 'Django>=4.2,<5.3\n',
    'manage.py':
      "import os, sys\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n",
    'mysite/__init__.py': '',
    'mysite/settings.py': `import os\nSECRET_KEY = 'x'\nSTATIC_URL = 'static/'\nSTATIC_ROOT = 'staticfiles'\nINSTALLED_APPS = ['django.contrib.staticfiles']\n${settings}`,
    ...files,
  };
}

/** Builds that fail with the real pip, Poetry, uv, git, compiler and Django. */
export const REAL_FAILURES: readonly RealFailure[] = [
  {
    name: 'pip-package-not-found',
    cause: 'package-not-found',
    files: { 'requirements.txt': 'djangoo-no-such-package-xyz==1.0\n' },
  },
  {
    name: 'pip-version-not-found',
    cause: 'version-not-found',
    files: { 'requirements.txt': 'asgiref==99.1\n' },
  },
  {
    name: 'pip-conflict',
    cause: 'versions-conflict',
    files: { 'requirements.txt': 'djangorestframework==3.15.2\nDjango==3.2\n' },
  },
  {
    name: 'pip-hash-missing',
    cause: 'hash-missing',
    files: { 'requirements.txt': `asgiref==3.8.1\nsqlparse==0.5.3 --hash=${NO_HASH}\n` },
  },
  {
    name: 'pip-hash-mismatch',
    cause: 'hash-mismatch',
    files: { 'requirements.txt': `asgiref==3.8.1 --hash=${NO_HASH}\n` },
  },
  {
    name: 'pip-git-over-ssh',
    cause: 'git-over-ssh',
    files: { 'requirements.txt': 'thing @ git+ssh://git@127.0.0.1:1/acme/thing.git\n' },
  },
  {
    name: 'pip-headers',
    cause: 'headers-missing',
    files: { 'requirements.txt': 'pygraphviz==1.5\n' },
  },
  {
    name: 'pip-invalid',
    cause: 'requirement-invalid',
    files: { 'requirements.txt': 'asgiref==3.8.1\nthis is no requirement\n' },
  },
  {
    name: 'pip-path',
    cause: 'path-missing',
    files: { 'requirements.txt': './libs/thing\n' },
  },
  {
    name: 'pip-file',
    cause: 'path-missing',
    files: { 'requirements.txt': '-r requirements/prod.txt\n' },
  },
  {
    name: 'poetry-package-mode',
    cause: 'package-mode',
    lock: 'poetry',
    files: {
      'pyproject.toml': `${ROOT}dependencies = ["asgiref==3.8.1"]\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n`,
    },
  },
  {
    name: 'poetry-package-not-found',
    cause: 'package-not-found',
    lock: 'poetry',
    files: { 'pyproject.toml': `${ROOT}dependencies = ["asgiref==3.8.1"]\n${POETRY_APP}` },
    changeLock: [/name = "asgiref"/, 'name = "asgiref-no-such-package"'],
  },
  {
    name: 'poetry-lock-stale',
    cause: 'lock-stale',
    lock: 'poetry',
    files: { 'pyproject.toml': `${ROOT}dependencies = ["asgiref==3.8.1"]\n${POETRY_APP}` },
    afterLock: { 'pyproject.toml': `${ROOT}dependencies = ["asgiref==3.8.0"]\n${POETRY_APP}` },
  },
  {
    name: 'uv-package-mode',
    cause: 'package-mode',
    lock: 'uv',
    files: {
      'pyproject.toml': `${ROOT}dependencies = ["asgiref==3.8.1"]\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n`,
    },
  },
  {
    name: 'uv-workspace',
    cause: 'workspace-member-missing',
    lock: 'uv',
    files: {
      'pyproject.toml': `${ROOT}dependencies = ["core"]\n[tool.uv.sources]\ncore = { workspace = true }\n[tool.uv.workspace]\nmembers = ["libs/core"]\n`,
      'libs/core/pyproject.toml': '[project]\nname = "core"\nversion = "1"\n',
    },
    afterLock: { 'libs/core/pyproject.toml': null },
  },
  {
    name: 'uv-hash-mismatch',
    cause: 'hash-mismatch',
    lock: 'uv',
    files: { 'pyproject.toml': `${ROOT}dependencies = ["asgiref==3.7.2"]\n` },
    changeLock: [/sha256:[0-9a-f]{64}/g, NO_HASH],
  },
  {
    name: 'uv-no-wheel',
    cause: 'no-wheel',
    lock: 'uv',
    files: { 'pyproject.toml': `${ROOT}dependencies = ["psycopg-binary==3.1.8"]\n` },
  },
  {
    name: 'django-module',
    cause: 'module-missing',
    files: django('import environ\n'),
  },
  {
    name: 'django-own-module',
    cause: 'module-missing',
    files: django("INSTALLED_APPS = ['django.contrib.staticfiles', 'Pages']\n", {
      'pages/__init__.py': '',
    }),
  },
  {
    name: 'django-missing-comma',
    cause: 'module-missing',
    files: django(
      "INSTALLED_APPS = ['django.contrib.staticfiles', 'django.contrib.humanize' 'pages']\n",
    ),
  },
  {
    name: 'django-variable',
    cause: 'variable-missing',
    files: django("TOKEN = os.environ['api_token']\n"),
  },
  {
    name: 'django-secret-key',
    cause: 'secret-key-empty',
    files: django(
      "SECRET_KEY = os.environ.get('SHOP_SIGNING_KEY', '')\nINSTALLED_APPS = ['django.contrib.staticfiles', 'pages']\n",
      {
        'pages/__init__.py': '',
        'pages/apps.py':
          "from django.apps import AppConfig\nfrom django.conf import settings\n\nclass Pages(AppConfig):\n    name = 'pages'\n\n    def ready(self):\n        self.key = settings.SECRET_KEY\n",
      },
    ),
  },
  {
    name: 'django-check',
    cause: 'django-check',
    files: django("INSTALLED_APPS = ['django.contrib.staticfiles', 'pages']\n", {
      'pages/__init__.py': '',
      'pages/apps.py':
        "from django.apps import AppConfig\nfrom django.core.checks import Error, Tags, register\n\nclass Pages(AppConfig):\n    name = 'pages'\n\n    def ready(self):\n        register(lambda **_: [Error('No theme.', hint='Choose one.', id='acme.pages.theme.E001')], Tags.staticfiles)\n",
    }),
  },
  {
    name: 'django-syntax',
    cause: 'syntax-error',
    files: django('if True print(1)\n'),
  },
];
