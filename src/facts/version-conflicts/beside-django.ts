import { cannotImport, noModule, type VersionConflict } from './version-conflict.ts';

const BEAT = {
  title: 'django-celery-beat changelog',
  url: 'https://github.com/celery/django-celery-beat/blob/main/Changelog',
};
const TIMEZONE_FIELD = {
  title: 'django-timezone-field changelog',
  url: 'https://github.com/mfogel/django-timezone-field#changelog',
};
const OSCAR = {
  title: 'Oscar release notes',
  url: 'https://django-oscar.readthedocs.io/en/latest/releases/index.html',
};
const DRF = {
  title: 'Django REST framework release notes',
  url: 'https://www.django-rest-framework.org/community/release-notes/',
};
const RELEASE_NOTES = (series: string) => ({
  title: `Django ${series} release notes: features removed`,
  url: `https://docs.djangoproject.com/en/${series}/releases/${series}/`,
});

/** A release whose own metadata shuts out the series of Django from `from` on. */
const shutsOut = (
  name: string,
  worksFrom: string | undefined,
  from: string,
  since: string,
  source: VersionConflict['source'],
): VersionConflict => ({
  package: name,
  worksFrom,
  since,
  beside: 'django',
  from,
  fails: 'install',
  symptom: `it requires Django<${from}`,
  source,
});

/**
 * Releases that the series of Django from 5.0 on, or the newest releases of dead packages, do not
 * work with. Boundaries and requirements were read from the released files; read 2026-11-30.
 */
export const BESIDE_DJANGO: readonly VersionConflict[] = [
  shutsOut('django-celery-beat', '2.6.0', '5.0', '2.2.0', BEAT),
  shutsOut('django-celery-beat', '2.7.0', '5.1', '2.2.0', BEAT),
  shutsOut('django-celery-beat', '2.8.0', '5.2', '2.2.0', BEAT),
  shutsOut('django-celery-beat', '2.9.0', '6.0', '2.2.0', BEAT),
  shutsOut('django-celery-beat', undefined, '6.1', '2.2.0', BEAT),
  shutsOut('django-timezone-field', '6.1.0', '5.0', '5.1', TIMEZONE_FIELD),
  shutsOut('django-timezone-field', '7.2', '6.0', '5.1', TIMEZONE_FIELD),
  shutsOut('django-timezone-field', '7.2.2', '6.1', '5.1', TIMEZONE_FIELD),
  shutsOut('dj-rest-auth', '7.1.0', '6.0', '7.0.2', {
    title: 'dj-rest-auth releases',
    url: 'https://github.com/iMerica/dj-rest-auth/releases',
  }),
  shutsOut('django-oscar', '4.0', '5.0', '2.2', OSCAR),
  shutsOut('django-oscar', '4.2', '6.0', '2.2', OSCAR),
  {
    ...shutsOut('djongo', undefined, '3.2', '1.3.7', {
      title: 'Djongo, metadata of 1.3.7',
      url: 'https://github.com/doableware/djongo/issues/607',
    }),
    instead: 'PostgreSQL, or django-mongodb-backend',
  },
  shutsOut('django-cotton-ui', '0.2.11', '6.0', '0.1', {
    title: 'django-cotton-ui, metadata of 0.2.8 and 0.2.11',
    url: 'https://docs.djangoproject.com/en/6.0/releases/6.0/',
  }),
  {
    package: 'django-rest-auth',
    worksFrom: undefined,
    beside: 'django',
    from: '4.0',
    fails: 'start',
    symptom: cannotImport('django.utils.encoding', 'force_text'),
    instead: 'dj-rest-auth',
    source: {
      title: 'django-rest-auth: moved to dj-rest-auth',
      url: 'https://github.com/Tivix/django-rest-auth',
    },
  },
  {
    package: 'django-jet',
    worksFrom: undefined,
    beside: 'django',
    from: '3.0',
    fails: 'start',
    symptom: cannotImport('django.utils.encoding', 'python_2_unicode_compatible'),
    instead: 'django-jet-reboot',
    source: {
      title: 'django-jet-reboot readme',
      url: 'https://github.com/assem-ch/django-jet-reboot',
    },
  },
  {
    package: 'django-q',
    worksFrom: undefined,
    beside: 'django',
    from: '5.0',
    fails: 'start',
    symptom: noModule('django.utils.baseconv'),
    instead: 'django-q2',
    source: {
      title: 'Django Q2 documentation',
      url: 'https://django-q2.readthedocs.io/en/master/',
    },
  },
  {
    package: 'django-cloudinary-storage',
    worksFrom: undefined,
    beside: 'django',
    from: '5.1',
    fails: 'use',
    symptom: "AttributeError: 'Settings' object has no attribute 'STATICFILES_STORAGE'",
    source: RELEASE_NOTES('5.1'),
  },
  {
    package: 'djangorestframework',
    worksFrom: '3.14.0',
    beside: 'django',
    from: '5.0',
    fails: 'start',
    symptom: cannotImport('django.utils.timezone', 'utc'),
    source: DRF,
  },
  {
    package: 'djangorestframework',
    worksFrom: '3.18.0',
    beside: 'django',
    from: '6.1',
    fails: 'start',
    symptom: cannotImport('django.utils.cache', 'cc_delim_re'),
    source: DRF,
  },
  {
    package: 'django-two-factor-auth',
    worksFrom: '1.15.0',
    beside: 'django',
    from: '5.0',
    fails: 'start',
    symptom: noModule('django.utils.baseconv'),
    source: {
      title: 'django-two-factor-auth changelog',
      url: 'https://github.com/jazzband/django-two-factor-auth/blob/master/CHANGELOG.md',
    },
  },
  {
    package: 'django-import-export',
    worksFrom: '2.6.0',
    beside: 'django',
    from: '5.0',
    fails: 'start',
    symptom: cannotImport('django.utils', 'datetime_safe'),
    source: {
      title: 'django-import-export changelog',
      url: 'https://django-import-export.readthedocs.io/en/latest/changelog.html',
    },
  },
  {
    package: 'django-haystack',
    worksFrom: '3.3.0',
    beside: 'django',
    from: '5.0',
    fails: 'start',
    symptom: cannotImport('django.utils', 'datetime_safe'),
    source: {
      title: 'Haystack changelog',
      url: 'https://django-haystack.readthedocs.io/en/latest/changelog.html',
    },
  },
  {
    package: 'django-compressor',
    worksFrom: '4.5',
    beside: 'django',
    from: '5.1',
    fails: 'start',
    symptom: cannotImport('django.core.files.storage', 'get_storage_class'),
    source: {
      title: 'django-compressor changelog',
      url: 'https://django-compressor.readthedocs.io/en/stable/changelog.html',
    },
  },
  {
    package: 'easy-thumbnails',
    worksFrom: '2.9',
    beside: 'django',
    from: '5.1',
    fails: 'start',
    symptom: cannotImport('django.core.files.storage', 'get_storage_class'),
    source: {
      title: 'easy-thumbnails changes',
      url: 'https://github.com/SmileyChris/easy-thumbnails/blob/master/CHANGES.rst',
    },
  },
  {
    package: 'sorl-thumbnail',
    worksFrom: '12.11.0',
    beside: 'django',
    from: '5.1',
    fails: 'start',
    symptom: "AttributeError: 'Settings' object has no attribute 'DEFAULT_FILE_STORAGE'",
    source: {
      title: 'sorl-thumbnail changes',
      url: 'https://github.com/jazzband/sorl-thumbnail/blob/master/CHANGES.rst',
    },
  },
  {
    package: 'django-filter',
    worksFrom: '24.1',
    beside: 'django',
    from: '6.0',
    fails: 'start',
    symptom: noModule('django.utils.itercompat'),
    source: {
      title: 'django-filter changelog',
      url: 'https://github.com/carltongibson/django-filter/blob/main/CHANGES.rst',
    },
  },
];
