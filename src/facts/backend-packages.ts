/** A package that a named class, or a kind of field, needs and that its own package does not bring. */
export interface BackendPackage {
  /** Dotted path, or the beginning of one, as settings or code name it. */
  readonly path: string;
  /** The package to declare. */
  readonly package: string;
  /** Other packages that bring it, by normalised name. */
  readonly broughtBy?: readonly string[];
  /** Extras that bring it: package and the names of its extras. */
  readonly extras?: readonly [string, readonly string[]];
  /** `start`: importing or checking fails without it. `use`: what uses it fails. */
  readonly fails: 'start' | 'use';
  /** The error as it is shown. */
  readonly symptom: string;
}

const STORAGES = 'django-storages';

/**
 * What backends need beyond the package that holds them. Source: the documentation of Django
 * ("Password management", "Databases", "Cache framework") and of django-storages; read 2026-11-30.
 */
export const BACKEND_PACKAGES: readonly BackendPackage[] = [
  ...['storages.backends.s3.', 'storages.backends.s3boto3.'].map(
    (path): BackendPackage => ({
      path,
      package: 'boto3',
      broughtBy: ['django-ses', 'watchtower', 'django-s3-storage', 'zappa'],
      extras: [STORAGES, ['s3', 'boto3']],
      fails: 'use',
      symptom: "ImproperlyConfigured: Could not load Boto3's S3 bindings",
    }),
  ),
  {
    path: 'storages.backends.gcloud.',
    package: 'google-cloud-storage',
    broughtBy: ['firebase-admin'],
    extras: [STORAGES, ['google']],
    fails: 'use',
    symptom: 'ImproperlyConfigured: Could not load Google Cloud Storage bindings',
  },
  {
    path: 'storages.backends.azure_storage.',
    package: 'azure-storage-blob',
    extras: [STORAGES, ['azure']],
    fails: 'use',
    symptom: "ModuleNotFoundError: No module named 'azure'",
  },
  {
    path: 'storages.backends.dropbox.',
    package: 'dropbox',
    extras: [STORAGES, ['dropbox']],
    fails: 'use',
    symptom: "ModuleNotFoundError: No module named 'dropbox'",
  },
  {
    path: 'storages.backends.sftpstorage.',
    package: 'paramiko',
    extras: [STORAGES, ['sftp']],
    fails: 'use',
    symptom: "ModuleNotFoundError: No module named 'paramiko'",
  },
  {
    path: 'django.core.cache.backends.memcached.PyLibMCCache',
    package: 'pylibmc',
    fails: 'use',
    symptom: "ModuleNotFoundError: No module named 'pylibmc'",
  },
  {
    path: 'django.core.cache.backends.memcached.PyMemcacheCache',
    package: 'pymemcache',
    fails: 'use',
    symptom: "ModuleNotFoundError: No module named 'pymemcache'",
  },
  {
    path: 'django.template.backends.jinja2.Jinja2',
    package: 'jinja2',
    broughtBy: ['django-jinja', 'flask', 'sphinx', 'coreapi', 'drf-yasg'],
    fails: 'start',
    symptom: "ModuleNotFoundError: No module named 'jinja2'",
  },
  {
    path: 'django.db.backends.mysql',
    package: 'mysqlclient',
    broughtBy: ['pymysql', 'mysql-connector-python'],
    fails: 'start',
    symptom: 'ImproperlyConfigured: Error loading MySQLdb module',
  },
  {
    path: 'django.db.backends.oracle',
    package: 'oracledb',
    broughtBy: ['cx-oracle'],
    fails: 'start',
    symptom: 'ImproperlyConfigured: Error loading oracledb module',
  },
];

/** Hashers that need a package, where they hash new passwords: first in PASSWORD_HASHERS. */
export const HASHER_PACKAGES: readonly BackendPackage[] = [
  {
    path: 'django.contrib.auth.hashers.Argon2PasswordHasher',
    package: 'argon2-cffi',
    extras: ['django', ['argon2']],
    fails: 'use',
    symptom: "ValueError: Couldn't load 'Argon2PasswordHasher' algorithm library",
  },
  ...['BCryptSHA256PasswordHasher', 'BCryptPasswordHasher'].map(
    (name): BackendPackage => ({
      path: `django.contrib.auth.hashers.${name}`,
      package: 'bcrypt',
      extras: ['django', ['bcrypt']],
      fails: 'use',
      symptom: `ValueError: Couldn't load '${name}' algorithm library`,
    }),
  ),
];

/** `DATABASES["default"]["OPTIONS"]["pool"]`. Source: Django documentation, "Databases": connection pool. */
export const POOL_PACKAGE: BackendPackage = {
  path: 'OPTIONS["pool"]',
  package: 'psycopg-pool',
  extras: ['psycopg', ['pool']],
  fails: 'start',
  symptom: 'ImproperlyConfigured: Error loading psycopg_pool module',
};

/** Fields of models whose system check asks for a package. Source: Django, `fields.E210`; read 2026-11-30. */
export const FIELD_PACKAGES: readonly BackendPackage[] = [
  {
    path: 'django.db.models.ImageField',
    package: 'pillow',
    broughtBy: [
      'django-avatar',
      'django-filer',
      'django-imagekit',
      'django-oscar',
      'django-stdimage',
      'django-versatileimagefield',
      'easy-thumbnails',
      'matplotlib',
      'pilkit',
      'reportlab',
      'torchvision',
      'wagtail',
      'weasyprint',
      'xhtml2pdf',
    ],
    extras: ['qrcode', ['pil']],
    fails: 'start',
    symptom:
      'SystemCheckError: (fields.E210) Cannot use ImageField because Pillow is not installed',
  },
];
