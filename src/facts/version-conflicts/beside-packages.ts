import type { FactSource, VersionConflict } from './version-conflict.ts';

/** Package, first release that works, what it is beside, and from which version of that on. */
type Requirement = readonly [string, string, string, string];

/** What a package requires of another, as the metadata of its releases says. */
const requires = (source: FactSource, rows: readonly Requirement[]): VersionConflict[] =>
  rows.map(([name, worksFrom, beside, from]) => ({
    package: name,
    worksFrom,
    beside,
    from,
    fails: 'install',
    symptom: `${beside} ${from} requires ${name}>=${worksFrom}`,
    source,
  }));

const docs = (series: string): FactSource => ({
  title: `Django ${series} release notes`,
  url: `https://docs.djangoproject.com/en/${series}/releases/${series}/`,
});

const driver = (
  name: 'psycopg' | 'psycopg2' | 'psycopg2-binary',
  worksFrom: string,
  series: string,
): VersionConflict => ({
  package: name,
  worksFrom,
  beside: 'django',
  from: series,
  fails: 'start',
  symptom: `ImproperlyConfigured: ${name.replace('-binary', '')} version ${worksFrom} or newer is required`,
  source: docs(series),
});

/**
 * Packages that ask more of each other than old pins give. Requirements were read from the metadata
 * of the released files, those of drivers from Django's PostgreSQL backend; read 2026-11-30.
 */
export const BESIDE_PACKAGES: readonly VersionConflict[] = [
  ...requires(docs('4.2'), [
    ['asgiref', '3.6.0', 'django', '4.2'],
    ['sqlparse', '0.3.1', 'django', '4.2'],
  ]),
  ...requires(docs('5.0'), [['asgiref', '3.7.0', 'django', '5.0']]),
  ...requires(docs('5.1'), [['asgiref', '3.8.1', 'django', '5.1']]),
  ...requires(docs('6.0'), [
    ['asgiref', '3.9.1', 'django', '6.0'],
    ['sqlparse', '0.5.0', 'django', '6.0'],
  ]),
  driver('psycopg2', '2.8.4', '4.2'),
  driver('psycopg2-binary', '2.8.4', '4.2'),
  driver('psycopg', '3.1.8', '4.2'),
  driver('psycopg2', '2.9.9', '6.0'),
  driver('psycopg2-binary', '2.9.9', '6.0'),
  driver('psycopg', '3.1.12', '6.0'),
  {
    package: 'django',
    worksFrom: '4.2',
    beside: 'psycopg',
    from: '3.0',
    fails: 'start',
    symptom: 'ImproperlyConfigured: Error loading psycopg2 module',
    unlessDeclared: ['psycopg2', 'psycopg2-binary'],
    source: docs('4.2'),
  },
  ...(['psycopg2', 'psycopg2-binary'] as const).map(
    (name): VersionConflict => ({
      package: 'django',
      worksFrom: '3.1',
      beside: name,
      from: '2.9',
      fails: 'start',
      symptom: "AssertionError: database connection isn't set to UTC",
      source: {
        title: 'Django ticket 32856: psycopg2 2.9 breaks Django 2.2 and 3.0',
        url: 'https://code.djangoproject.com/ticket/32856',
      },
    }),
  ),
  ...requires(
    {
      title: 'Celery changelog',
      url: 'https://docs.celeryq.dev/en/stable/changelog.html',
    },
    [
      ['kombu', '5.3.1', 'celery', '5.3.1'],
      ['kombu', '5.3.4', 'celery', '5.3.6'],
      ['kombu', '5.5.2', 'celery', '5.5.0'],
      ['kombu', '5.6.0', 'celery', '5.6.0'],
      ['kombu', '5.7.0', 'celery', '5.7.0'],
      ['vine', '5.0.0', 'celery', '5.3.1'],
      ['vine', '5.1.0', 'celery', '5.3.5'],
      ['click', '8.1.2', 'celery', '5.3.1'],
      ['click', '8.3.1', 'celery', '5.7.0'],
    ],
  ),
  {
    package: 'celery',
    worksFrom: '5.6.0',
    since: '5.5.0',
    beside: 'kombu',
    from: '5.6.0',
    fails: 'install',
    symptom: 'celery 5.5 requires kombu<5.6',
    source: {
      title: 'Celery changelog',
      url: 'https://docs.celeryq.dev/en/stable/changelog.html',
    },
  },
  {
    package: 'channels',
    worksFrom: '4.0.0',
    since: '3.0.0',
    beside: 'daphne',
    from: '4.0.0',
    fails: 'install',
    symptom: 'channels 3 requires daphne<4',
    source: {
      title: 'Channels 4.0.0 release notes',
      url: 'https://channels.readthedocs.io/en/latest/releases/4.0.0.html',
    },
  },
  {
    package: 'channels-redis',
    worksFrom: '4.0.0',
    since: '3.2.0',
    beside: 'channels',
    from: '4.0.0',
    fails: 'install',
    symptom: 'channels-redis 3 requires channels<4',
    source: {
      title: 'channels_redis changelog',
      url: 'https://github.com/django/channels_redis/blob/main/CHANGELOG.txt',
    },
  },
  ...requires(
    {
      title: 'Channels release notes',
      url: 'https://channels.readthedocs.io/en/latest/releases/index.html',
    },
    [
      ['asgiref', '3.5.2', 'daphne', '4.0.0'],
      ['asgiref', '3.9.0', 'channels', '4.3.0'],
      ['asgiref', '3.9.1', 'channels-redis', '4.3.0'],
      ['channels', '4.2.2', 'channels-redis', '4.3.0'],
      ['redis', '4.6', 'channels-redis', '4.2.0'],
    ],
  ),
  {
    package: 'jinja2',
    worksFrom: '3.0',
    beside: 'markupsafe',
    from: '2.1',
    fails: 'start',
    symptom: "ImportError: cannot import name 'soft_unicode' from 'markupsafe'",
    source: {
      title: 'MarkupSafe changes, 2.1.0',
      url: 'https://markupsafe.palletsprojects.com/en/stable/changes/',
    },
  },
];
