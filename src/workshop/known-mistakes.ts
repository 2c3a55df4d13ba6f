import type { Repository } from '../project/repository.ts';
import type { Evidence, PhaseName } from '../rehearsal/rehearsal.ts';
import { moduleNotFound, type Words } from './module-not-found.ts';
import { lineWith, placeOf, settingPlace } from './place-line.ts';

/** A mistake that a phase of a rehearsal shows, and the words for it. */
export interface KnownMistake {
  readonly phases: readonly PhaseName[];
  /** Looked for in what was seen, then in the log of the phase. */
  readonly pattern: RegExp;
  readonly say: (
    match: readonly string[],
    repository: Repository,
    evidence: Evidence | undefined,
  ) => Words | undefined;
}

/** The mistakes of the workshop that only running shows, the more exact ones first. */
export const KNOWN_MISTAKES: readonly KnownMistake[] = [
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
        ...(evidence?.name.startsWith('build') === false
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
    phases: ['drill', 'release'],
    pattern: /the release line does not migrate/,
    say: (_match, repository) => ({
      ...lineWith(repository, /^Procfile$/, /^release:/m),
      what: 'A failing migration did not stop the release: the release command does not apply it.',
      why: 'The new code then receives requests before its tables exist.',
      next: 'Migrate every app:\n  release: python manage.py migrate --no-input',
    }),
  },
  {
    phases: ['release'],
    pattern: /^not written yet: (.+)$/,
    say: ([, operations]) => ({
      what: `Models and migrations differ: ${operations}.`,
      why: 'The release creates the tables in the migrations, but the code expects those in the models.',
      next: 'Create the missing migrations and commit them: python manage.py makemigrations. If only primary keys differ, set DEFAULT_AUTO_FIELD, whose default changed in Django 6.',
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
    phases: ['probe'],
    pattern: /is not in ALLOWED_HOSTS/,
    say: (_match, repository) => ({
      ...settingPlace(repository, 'ALLOWED_HOSTS'),
      what: 'Every page returns a 400: the host name that the router sends is not in ALLOWED_HOSTS.',
      why: 'The deploy looks like a success, but nobody gets a page.',
      next: 'Read the list from the environment, and set the host name of the app there:\n  heroku config:set ALLOWED_HOSTS=.herokuapp.com',
    }),
  },
  {
    phases: ['probe'],
    pattern: /for ever: neither Django nor the server believes X-Forwarded-Proto/,
    say: (_match, repository) => ({
      ...settingPlace(repository, 'SECURE_SSL_REDIRECT'),
      what: 'HTTPS requests are redirected to themselves: neither Django nor gunicorn trusts X-Forwarded-Proto.',
      why: 'The router terminates TLS and sends plain HTTP to the dyno. A test from 127.0.0.1 would not show it, because gunicorn trusts that address.',
      next: 'Write:\n  SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
    }),
  },
  {
    phases: ['probe'],
    pattern: / asked to log in again$/m,
    say: (_match, repository) => ({
      ...settingPlace(repository, 'SECRET_KEY'),
      what: 'A user who logged in on one dyno is not logged in on the other.',
      why: 'Each process generates its own SECRET_KEY, or keeps the sessions in its own memory.',
      next: 'Read SECRET_KEY from the environment, and store the sessions in the database or in Redis.',
    }),
  },
  {
    phases: ['probe'],
    pattern: /^nothing of it in the log/,
    say: (_match, repository) => ({
      ...settingPlace(repository, 'LOGGING'),
      what: 'A view raised an exception, and the log shows only the access line.',
      why: "Django's default logging prints errors to the console only when DEBUG is on, so the cause of a 500 stays unknown.",
      next: 'Add a console handler to the root logger in LOGGING.',
    }),
  },
  {
    phases: ['probe'],
    pattern: /^(\S+) was written on one dyno/,
    say: ([, file]) => ({
      what: `An upload (\`${file}\`) was written on one dyno, and no other dyno has it.`,
      why: 'It is lost when that dyno restarts. User files need object storage, static files do not.',
      next: 'Set STORAGES["default"] to a storage outside the dyno.',
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
  {
    phases: ['boot'],
    pattern: /^it listens on (\S+) instead/,
    say: ([, address], repository) => ({
      ...lineWith(repository, /^Procfile$/, /^web:/m),
      what: `The app listens on ${address}, but Heroku waits for $PORT.`,
      why: 'Heroku kills a dyno that does not bind to its port within a minute (R10).',
      next: 'Remove the address from the command: gunicorn uses $PORT by default.',
    }),
  },
];

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function pageOf(evidence: Evidence | undefined): string {
  return `The ${evidence?.name ?? 'page'}`;
}
