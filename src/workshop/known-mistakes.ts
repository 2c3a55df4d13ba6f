import type { Repository } from '../project/repository.ts';
import type { Evidence, PhaseName } from '../rehearsal/rehearsal.ts';
import { moduleNotFound, type Words } from './module-not-found.ts';
import { lineWith, placeOf, settingPlace } from './place-line.ts';

/** A mistake that the app, Django or a tool tells in its own words, and ours for it. */
export interface ToldMistake {
  readonly phases: readonly PhaseName[];
  /** Looked for in the last error that was printed, then in the log of the phase. */
  readonly pattern: RegExp;
  readonly say: (
    match: readonly string[],
    repository: Repository,
    evidence: Evidence | undefined,
  ) => Words | undefined;
}

/** The mistakes of the workshop that a log tells, the more exact ones first. */
export const TOLD_MISTAKES: readonly ToldMistake[] = [
  {
    phases: ['build', 'check', 'release', 'boot'],
    pattern:
      /KeyError: '(\w+)'|Set the (\w+) environment variable|config:set (\w+)=|(\w+) is not set/,
    say: ([, ...names], repository, evidence) => {
      const variable = names.find((name) => name !== undefined);
      const lookup = repository.djangoProject?.production?.lookups.find(
        (one) => one.variable === variable,
      );
      if (lookup === undefined) return undefined;
      const module = repository.djangoProject?.productionModule?.value ?? 'the settings';
      return {
        ...placeOf(repository, lookup.at),
        what: `The build imports \`${module}\` to collect static files, but ${variable} is not set.`,
        why: 'It must be set before the first push, not only when the app runs.',
        next: `Declare ${variable} in app.json, and set it on existing apps:\n  heroku config:set ${variable}=...`,
        ...(evidence !== undefined && evidence.id !== 'build'
          ? {
              what: `\`${module}\` fails because ${variable} is not set.`,
              why: 'Neither the release nor the web process can start without it.',
            }
          : {}),
      };
    },
  },
  {
    phases: ['build', 'release', 'boot'],
    // Projects written by earlier versions raise the first of these sentences.
    pattern:
      /Name the production settings first|Development settings must not run|No module named '[\w.]*settings[\w.]*'/,
    say: (_match, { djangoProject }) => ({
      what: 'DJANGO_SETTINGS_MODULE does not name the production settings.',
      why: 'The app would start with the development settings: DEBUG on, SQLite.',
      next: `Declare it in app.json, and set it on existing apps:\n  heroku config:set DJANGO_SETTINGS_MODULE=${djangoProject?.productionModule?.value ?? 'PACKAGE.settings.heroku'}`,
    }),
  },
  {
    phases: ['build'],
    pattern: /CSS file '([^']+)' references a file which could not be found:\s*(\S+)/,
    say: ([, sheet = '', target = ''], repository) => ({
      ...lineWith(repository, new RegExp(`${escaped(sheet)}$`), /url\(/),
      what: `collectstatic fails: \`${sheet}\` refers to \`${target}\`, which is in no static folder.`,
      why: 'The build replaces each reference in the style sheet with the hashed file name. Turning strict mode off does not help.',
      next: 'Correct the path, or commit the file.',
    }),
  },
  {
    phases: ['release', 'check', 'probe'],
    pattern: /server does not support SSL, but SSL was required/,
    say: () => ({
      what: 'The database server in DATABASE_URL does not support TLS.',
      why: 'The settings rightly require TLS, as Heroku does, so nothing can connect.',
      next: 'Enable TLS on that server, or unset DATABASE_URL: the rehearsal starts its own server. Do not drop the requirement.',
    }),
  },
  {
    phases: ['release', 'check', 'probe'],
    pattern: /PostgreSQL (\d+) or later is required \(found ([\d.]+)\)/,
    say: ([, wanted, found]) => ({
      what: `This version of Django requires PostgreSQL ${wanted} or later, but the server is ${found}.`,
      why: 'Django rejects the connection, so the release fails and nothing is deployed.',
      next: 'Upgrade the server first (heroku pg:upgrade, at a time of your choice), or stay with a version of Django that supports it.',
    }),
  },
  {
    phases: ['release', 'check', 'probe'],
    pattern: /Please supply the ENGINE value/,
    say: () => ({
      what: 'The settings define no database: DATABASE_URL was empty when they were imported.',
      why: 'collectstatic needs no database and passed. The first query fails.',
      next: 'Declare the add-on in app.json, or make the settings fail when the variable is missing.',
    }),
  },
  {
    phases: ['release', 'check', 'probe'],
    pattern: /unexpected keyword argument 'sslmode'|'sslmode' is an invalid keyword argument/,
    say: () => ({
      what: 'TLS is required for SQLite, which does not support `sslmode`.',
      why: 'Every query raises a TypeError.',
      next: 'Require TLS only for PostgreSQL URLs.',
    }),
  },
  {
    phases: ['probe'],
    pattern: /OperationalError: no such table: (\S+?)\.?$/m,
    say: ([, table], repository, evidence) => ({
      ...settingPlace(repository, 'DATABASES'),
      what: `${pageOf(evidence)} returns a 500: the SQLite file of this dyno has no table \`${table}\`.`,
      why: 'The release phase migrated a file on its own disk, which was discarded. Each dyno has its own disk.',
      next: 'Read the database from DATABASE_URL, and fail if it is missing.',
    }),
  },
  {
    phases: ['probe'],
    pattern: /'(\w+)' is not a registered tag library/,
    say: ([, library = ''], repository, evidence) => ({
      ...lineWith(repository, /\.html$/, new RegExp(`{%\\s*load\\s[^%]*\\b${library}\\b`)),
      what: `${pageOf(evidence)} returns a 500: \`${library}\` is not a template library in this version of Django.`,
      why: 'Django reads the template only when someone opens the page, so no check and no other page shows it.',
      next:
        library === 'staticfiles'
          ? 'Django 3.0 removed it. Write {% load static %}.'
          : `Install the app that provides it, or remove \`${library}\` from {% load %}.`,
    }),
  },
  {
    phases: ['probe'],
    pattern: /Missing staticfiles manifest entry for '([^']+)'/,
    say: ([, file = ''], repository, evidence) => ({
      ...lineWith(repository, /\.html$/, new RegExp(escaped(file))),
      what: `${pageOf(evidence)} returns a 500: the manifest has no entry for \`${file}\`, because no app's static folder contains the file.`,
      why: 'With DEBUG off, Django looks up each name in the manifest that collectstatic wrote. On your machine it does not.',
      next: `Commit the file, or correct its name:\n  python manage.py findstatic ${file}`,
    }),
  },
  {
    phases: ['boot'],
    pattern: /Failed to find attribute '(\w+)' in '([\w.]+)'/,
    say: ([, name, module], repository) => ({
      ...lineWith(repository, /^Procfile$/, /^web:/m),
      what: `\`${module}\` has no \`${name}\`; Django names it \`application\`.`,
      why: 'gunicorn cannot find the app and exits: every request fails with H10.',
      next: `Write \`${module}:application\`, or \`${module}\` alone.`,
    }),
  },
  {
    phases: ['boot'],
    pattern: /ModuleNotFoundError: No module named '([\w.]+)'/,
    say: ([, module = ''], repository) => moduleNotFound(module, repository),
  },
];

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function pageOf(evidence: Evidence | undefined): string {
  return `The ${evidence?.name ?? 'page'}`;
}
