import { cannotImport, noModule, type VersionConflict } from './version-conflict.ts';

type Row = Pick<VersionConflict, 'package' | 'worksFrom' | 'symptom' | 'source'> &
  Partial<VersionConflict>;

const startsFrom = (line: string, rows: readonly Row[]): VersionConflict[] =>
  rows.map((row) => ({ beside: 'python', from: line, fails: 'start', ...row }));

const NO_PKG_RESOURCES = noModule('pkg_resources');
const WHATS_NEW = (line: string) => ({
  title: `What's New In Python ${line}: removed modules and APIs`,
  url: `https://docs.python.org/3/whatsnew/${line}.html`,
});

/**
 * Releases that fail at import on newer Pythons. Boundaries were read from the released files, the
 * newest release that fails and the one after it, and the errors from importing them. Source: the
 * pages named in the rows; read 2026-11-30.
 */
export const BESIDE_PYTHON: readonly VersionConflict[] = [
  // setuptools lost pkg_resources in 82.0, and Python 3.12 and later come without setuptools.
  ...startsFrom(
    '3.10',
    (
      [
        ['gunicorn', '21.0.0', '0', 'https://gunicorn.org/news/'],
        [
          'django-simple-history',
          '3.4.0',
          '3.0.0',
          'https://github.com/django-commons/django-simple-history/blob/master/CHANGES.rst',
        ],
        [
          'django-countries',
          '7.6',
          '7.0',
          'https://github.com/SmileyChris/django-countries/blob/main/CHANGES.rst',
        ],
        [
          'django-axes',
          '5.40.0',
          '5.22.0',
          'https://github.com/jazzband/django-axes/blob/master/CHANGES.rst',
        ],
        [
          'django-auditlog',
          '2.2.1',
          '1.0.0',
          'https://github.com/jazzband/django-auditlog/blob/master/CHANGELOG.md',
        ],
        ['drf-yasg', '1.21.8', '1.6.1', 'https://github.com/axnsan12/drf-yasg/releases'],
        [
          'djangorestframework-simplejwt',
          '5.3.1',
          '4.7.0',
          'https://github.com/jazzband/djangorestframework-simplejwt/blob/master/CHANGELOG.md',
        ],
      ] as const
    ).map(([name, worksFrom, since, url]) => ({
      package: name,
      worksFrom,
      since,
      symptom: NO_PKG_RESOURCES,
      needs: 'pkg_resources' as const,
      source: { title: `${name} changelog`, url },
    })),
  ),
  ...startsFrom('3.10', [
    {
      package: 'celery',
      worksFrom: '4.4.0',
      symptom: cannotImport('collections', 'Mapping'),
      source: WHATS_NEW('3.10'),
    },
    {
      package: 'kombu',
      worksFrom: '4.3.0',
      symptom: cannotImport('collections', 'Mapping'),
      source: WHATS_NEW('3.10'),
    },
    {
      package: 'gunicorn',
      worksFrom: '20.0.0',
      symptom: cannotImport('collections', 'Mapping'),
      source: WHATS_NEW('3.10'),
    },
  ]),
  ...startsFrom('3.11', [
    {
      package: 'aioredis',
      worksFrom: undefined,
      since: '2.0.0',
      symptom: 'TypeError: duplicate base class TimeoutError',
      instead: 'redis, which took it over as redis.asyncio',
      source: {
        title: 'aioredis-py issue 1443',
        url: 'https://github.com/aio-libs-abandoned/aioredis-py/issues/1443',
      },
    },
  ]),
  ...startsFrom('3.12', [
    {
      package: 'six',
      worksFrom: '1.16.0',
      symptom: noModule('six.moves'),
      source: {
        title: 'six changes',
        url: 'https://github.com/benjaminp/six/blob/main/CHANGES',
      },
    },
    {
      package: 'urllib3',
      worksFrom: '1.26.0',
      symptom: noModule('urllib3.packages.six.moves'),
      source: {
        title: 'urllib3 issue 3131',
        url: 'https://github.com/urllib3/urllib3/issues/3131',
      },
    },
    {
      package: 'django-extensions',
      worksFrom: '3.2.0',
      symptom: noModule('imp'),
      source: {
        title: 'django-extensions changelog',
        url: 'https://github.com/django-extensions/django-extensions/blob/main/CHANGELOG.md',
      },
    },
    {
      package: 'redis',
      worksFrom: '4.1.4',
      since: '4.0.0',
      symptom: noModule('distutils'),
      needs: 'distutils',
      source: WHATS_NEW('3.12'),
    },
    {
      package: 'eventlet',
      worksFrom: '0.34.3',
      symptom: noModule('distutils'),
      needs: 'distutils',
      source: {
        title: 'Eventlet changelog',
        url: 'https://eventlet.readthedocs.io/en/latest/changelog.html',
      },
    },
    {
      package: 'django',
      worksFrom: '3.2',
      symptom: noModule('distutils'),
      needs: 'distutils',
      source: WHATS_NEW('3.12'),
    },
  ]),
  ...startsFrom('3.13', [
    {
      package: 'django',
      worksFrom: '4.1',
      symptom: noModule('cgi'),
      source: WHATS_NEW('3.13'),
    },
    ...(['psycopg2', 'psycopg2-binary'] as const).map((name) => ({
      package: name,
      worksFrom: '2.9.10',
      symptom: 'ImportError: undefined symbol: _PyInterpreterState_Get',
      source: {
        title: 'psycopg2 release notes, 2.9.10',
        url: 'https://www.psycopg.org/docs/news.html',
      },
    })),
    {
      package: 'cffi',
      worksFrom: '1.17.0',
      symptom: 'ImportError: undefined symbol: _PyErr_WriteUnraisableMsg',
      source: {
        title: 'CFFI: what is new, 1.17',
        url: 'https://cffi.readthedocs.io/en/stable/whatsnew.html',
      },
    },
    {
      package: 'backports-zoneinfo',
      worksFrom: undefined,
      fails: 'install',
      symptom: "there is no wheel, and the compiler stops: '_PyLong_One' undeclared",
      instead: 'zoneinfo of Python itself, and bound the line: python_version < "3.9"',
      source: {
        title: 'backports.zoneinfo readme',
        url: 'https://github.com/pganssle/zoneinfo',
      },
    },
    {
      package: 'channels',
      worksFrom: '4.0.0',
      symptom: noModule('cgi'),
      source: {
        title: 'Channels 4.0.0 release notes',
        url: 'https://channels.readthedocs.io/en/latest/releases/4.0.0.html',
      },
    },
  ]),
];
