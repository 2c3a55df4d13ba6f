import { exceptionClass } from '../builtins/exceptions.ts';
import {
  builtin,
  dict,
  int,
  list,
  native,
  none,
  str,
  tuple,
  unknown,
} from '../values/constructors.ts';
import type { Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { type Members, mayRaise } from './library.ts';

/** Levels of `django.contrib.messages`. Source: Django 6.1 (read 2026-11-24). */
const MESSAGE_LEVELS = tableOf({
  DEBUG: 10,
  INFO: 20,
  SUCCESS: 25,
  WARNING: 30,
  ERROR: 40,
});

const passing = builtin('gettext_lazy', (args) => args.positional[0] ?? none());

/**
 * The members of a module of Django that settings use; anything else of Django is unknown, but
 * calling it raises nothing.
 */
export function djangoModule(module: string): Members {
  return (interpreter, name) => {
    if (name === 'ImproperlyConfigured') return exceptionClass(interpreter, 'ImproperlyConfigured');
    if (/^(?:u?gettext(?:_lazy|_noop)?|pgettext_lazy)$/.test(name))
      return name === 'pgettext_lazy'
        ? builtin(name, (args) => args.positional[1] ?? none())
        : passing;
    if (module === 'django.contrib.messages' && name === 'constants') return levels();
    if (module.startsWith('django.contrib.messages')) return levelNamed(name);
    if (module === 'django.utils.log' && name === 'DEFAULT_LOGGING')
      return unknown('it comes from django.utils.log');
    if (module === 'django.conf' && name === 'settings')
      return unknown('it reads the settings while they are made');
    if (module === 'django.conf' && name === 'global_settings') return globalSettings();
    if (module === 'django.conf.global_settings') return globalSetting(name);
    if (name === 'SESSION_COOKIE_NAME') return str('sessionid');
    return unknown(`it comes from ${module}.${name}`, [], mayRaise(`${module}.${name}`));
  };
}

function levelNamed(name: string): Value | undefined {
  const level = MESSAGE_LEVELS.get(name);
  return level === undefined ? undefined : int(level);
}

const levels = () =>
  native('django.contrib.messages.constants', {
    attribute: (name) => levelNamed(name) ?? unknown(`it comes from the message level ${name}`),
  });

const globalSettings = () => native('django.conf.global_settings', { attribute: globalSetting });

/**
 * Defaults that settings build upon and that do not differ between the series that have them.
 * Source: Django 5.2 and 6.1 (read 2026-11-24).
 */
function globalSetting(name: string) {
  switch (name) {
    case 'INSTALLED_APPS':
    case 'MIDDLEWARE':
    case 'TEMPLATES':
    case 'STATICFILES_DIRS':
    case 'AUTHENTICATION_BACKENDS':
      return name === 'AUTHENTICATION_BACKENDS'
        ? list([str('django.contrib.auth.backends.ModelBackend')])
        : list([]);
    case 'STATICFILES_FINDERS':
      return list([
        str('django.contrib.staticfiles.finders.FileSystemFinder'),
        str('django.contrib.staticfiles.finders.AppDirectoriesFinder'),
      ]);
    case 'CACHES':
      return dict([
        ['default', dict([['BACKEND', str('django.core.cache.backends.locmem.LocMemCache')]])],
      ]);
    case 'STORAGES':
      return dict([
        ['default', dict([['BACKEND', str('django.core.files.storage.FileSystemStorage')]])],
        [
          'staticfiles',
          dict([['BACKEND', str('django.contrib.staticfiles.storage.StaticFilesStorage')]]),
        ],
      ]);
    case 'DATABASES':
      return dict();
    case 'FILE_UPLOAD_HANDLERS':
      return list([
        str('django.core.files.uploadhandler.MemoryFileUploadHandler'),
        str('django.core.files.uploadhandler.TemporaryFileUploadHandler'),
      ]);
    case 'LANGUAGE_CODE':
      return str('en-us');
    case 'ADMINS':
      return tuple([]);
    default:
      return unknown(`it comes from django.conf.global_settings.${name}`);
  }
}
