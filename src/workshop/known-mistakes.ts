import type { Repository } from '../project/repository.ts';
import type { Evidence, PhaseName } from '../rehearsal/rehearsal.ts';
import type { Remark } from './exercise.ts';
import { lineWith, placeOf, settingPlace } from './place-line.ts';

/** What is said of something that only running shows. */
export type Words = Pick<Remark, 'what' | 'why' | 'next'> & Partial<Pick<Remark, 'file' | 'line'>>;

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
        what: `The build imports \`${module}\` to collect static files, and ${variable} is not set there.`,
        why: 'It has to exist before the first push, not only when the app runs.',
        next: `Name ${variable} in app.json, and set it on an app that exists:\n  heroku config:set ${variable}=...`,
        ...(evidence?.name.startsWith('build') === false
          ? {
              what: `\`${module}\` stops, for ${variable} is not set.`,
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
      why: 'The app would start with those of a laptop: DEBUG on, SQLite.',
      next: `Name them in app.json, and set them on an app that exists:\n  heroku config:set DJANGO_SETTINGS_MODULE=${djangoProject?.productionModule?.value ?? 'PACKAGE.settings.heroku'}`,
    }),
  },
  {
    phases: ['build'],
    pattern: /CSS file '([^']+)' references a file which could not be found:\s*(\S+)/,
    say: ([, sheet = '', target = ''], repository) => ({
      ...lineWith(repository, new RegExp(`${escaped(sheet)}$`), /url\(/),
      what: `collectstatic stops: \`${sheet}\` points to \`${target}\`, which no static folder holds.`,
      why: 'The build writes the hashed name of each reference into the style sheet; turning strict mode off does not help.',
      next: 'Correct the path, or commit the file.',
    }),
  },
  {
    phases: ['release', 'check', 'probe'],
    pattern: /server does not support SSL, but SSL was required/,
    say: () => ({
      what: 'The database server that DATABASE_URL names has no TLS.',
      why: 'The settings rightly insist on it, as Heroku does, so nothing can connect.',
      next: 'Turn TLS on in that server, or leave DATABASE_URL out: the rehearsal brings a server of its own. Do not turn the requirement off.',
    }),
  },
  {
    phases: ['release', 'check', 'probe'],
    pattern: /PostgreSQL (\d+) or later is required \(found ([\d.]+)\)/,
    say: ([, wanted, found]) => ({
      what: `This Django needs PostgreSQL ${wanted} or later, and the server is ${found}.`,
      why: 'Django refuses the connection, so the release fails and nothing is deployed.',
      next: 'Raise the server first (heroku pg:upgrade, on a day of your choice), or stay with the Django that still takes it.',
    }),
  },
  {
    phases: ['release', 'check', 'probe'],
    pattern: /Please supply the ENGINE value/,
    say: () => ({
      what: 'The settings came to no database: DATABASE_URL was empty when they were read.',
      why: 'collectstatic asks for none and passed; the first query is where it shows.',
      next: 'Declare the add-on in app.json, or let the settings stop when the variable is missing.',
    }),
  },
  {
    phases: ['release', 'check', 'probe'],
    pattern: /unexpected keyword argument 'sslmode'|'sslmode' is an invalid keyword argument/,
    say: () => ({
      what: 'TLS is asked of SQLite, which knows no `sslmode`.',
      why: 'Every query ends in a TypeError.',
      next: 'Require TLS only where the address is PostgreSQL.',
    }),
  },
  {
    phases: ['probe'],
    pattern: /OperationalError: no such table: (\S+?)\.?$/m,
    say: ([, table], repository, evidence) => ({
      ...settingPlace(repository, 'DATABASES'),
      what: `${pageOf(evidence)} is a 500: the SQLite file of this dyno has no table \`${table}\`.`,
      why: 'The release migrated a file on its own disk, which was thrown away with it; each dyno has another.',
      next: 'Take the database from DATABASE_URL, and stop where it is missing.',
    }),
  },
  {
    phases: ['drill', 'release'],
    pattern: /the release line does not migrate/,
    say: (_match, repository) => ({
      ...lineWith(repository, /^Procfile$/, /^release:/m),
      what: 'A migration that fails did not stop the release: the release line does not apply it.',
      why: 'The new code then takes requests while its tables are not there.',
      next: 'Let it migrate every app:\n  release: python manage.py migrate --no-input',
    }),
  },
  {
    phases: ['release'],
    pattern: /^not written yet: (.+)$/,
    say: ([, operations]) => ({
      what: `Models and migrations differ: ${operations}.`,
      why: 'The release makes the tables that the migrations say, and the code expects those of the models.',
      next: 'Write what is missing and commit it: python manage.py makemigrations. Keys that change their type alone: set DEFAULT_AUTO_FIELD, which Django 6 changed.',
    }),
  },
  {
    phases: ['probe'],
    pattern: /'(\w+)' is not a registered tag library/,
    say: ([, library = ''], repository, evidence) => ({
      ...lineWith(repository, /\.html$/, new RegExp(`{%\\s*load\\s[^%]*\\b${library}\\b`)),
      what: `${pageOf(evidence)} is a 500: \`${library}\` is no template library of this Django.`,
      why: 'The template is read when somebody opens the page, so no check and no other page shows it.',
      next:
        library === 'staticfiles'
          ? 'It went with Django 3.0. Write {% load static %}.'
          : `Install the app that brings it, or take \`${library}\` out of {% load %}.`,
    }),
  },
  {
    phases: ['probe'],
    pattern: /Missing staticfiles manifest entry for '([^']+)'/,
    say: ([, file = ''], repository, evidence) => ({
      ...lineWith(repository, /\.html$/, new RegExp(escaped(file))),
      what: `${pageOf(evidence)} is a 500: the manifest has no entry for \`${file}\`, as the file is in no app's static folder.`,
      why: 'With DEBUG off each name is looked up in what collectstatic wrote; on your machine it is not.',
      next: `Commit the file, or correct its name:\n  python manage.py findstatic ${file}`,
    }),
  },
  {
    phases: ['probe'],
    pattern: /is not in ALLOWED_HOSTS/,
    say: (_match, repository) => ({
      ...settingPlace(repository, 'ALLOWED_HOSTS'),
      what: 'Every page is a 400: the host that the router sends is not in ALLOWED_HOSTS.',
      why: 'The deploy looks like a success, and nobody gets a page.',
      next: 'Take the list from the environment, and put the host of the app there:\n  heroku config:set ALLOWED_HOSTS=.herokuapp.com',
    }),
  },
  {
    phases: ['probe'],
    pattern: /for ever: neither Django nor the server believes X-Forwarded-Proto/,
    say: (_match, repository) => ({
      ...settingPlace(repository, 'SECURE_SSL_REDIRECT'),
      what: 'HTTPS requests are redirected to themselves: neither Django nor gunicorn believes X-Forwarded-Proto.',
      why: 'The router ends TLS and speaks plain HTTP to the dyno. A try from 127.0.0.1 would not show it: gunicorn trusts that address.',
      next: 'Write:\n  SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
    }),
  },
  {
    phases: ['probe'],
    pattern: / asked to log in again$/m,
    say: (_match, repository) => ({
      ...settingPlace(repository, 'SECRET_KEY'),
      what: 'A person who logged in on one dyno is a stranger to the other.',
      why: 'Each process makes a SECRET_KEY of its own, or keeps the sessions in its own memory.',
      next: 'Take SECRET_KEY from the environment, and keep the sessions in the database or in Redis.',
    }),
  },
  {
    phases: ['probe'],
    pattern: /^nothing of it in the log/,
    say: (_match, repository) => ({
      ...settingPlace(repository, 'LOGGING'),
      what: 'A view raised, and the log shows the access line alone.',
      why: "Django's own logging prints errors to the console only when DEBUG is on: a 500 stays without a cause.",
      next: 'Give the root logger a console handler in LOGGING.',
    }),
  },
  {
    phases: ['probe'],
    pattern: /^(\S+) was written on one dyno/,
    say: ([, file]) => ({
      what: `An upload (\`${file}\`) was written on one dyno, and no other has it.`,
      why: 'It is gone with that dyno at the next restart. User files need object storage; static files do not.',
      next: 'Put a storage outside the dyno into STORAGES["default"].',
    }),
  },
  {
    phases: ['boot'],
    pattern: /Failed to find attribute '(\w+)' in '([\w.]+)'/,
    say: ([, name, module], repository) => ({
      ...lineWith(repository, /^Procfile$/, /^web:/m),
      what: `\`${module}\` has no \`${name}\`; Django names it \`application\`.`,
      why: 'gunicorn cannot find the app and stops: every request ends in H10.',
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
      what: `The app listens on ${address}, and the platform waits on $PORT.`,
      why: 'It kills a dyno that has not opened its port after a minute (R10).',
      next: 'Take the address out of the command: gunicorn finds $PORT by itself.',
    }),
  },
];

function moduleNotFound(module: string, repository: Repository): Words | undefined {
  const folder = repository.djangoProject?.root ?? '';
  const place = lineWith(repository, /^Procfile$/, /^web:/m);
  if (
    folder !== '' &&
    repository.files.paths.some((path) =>
      path.startsWith(`${folder}/${module.replaceAll('.', '/')}`),
    )
  ) {
    return {
      ...place,
      what: `manage.py is in \`${folder}/\`, and gunicorn, which starts in the root, cannot import \`${module}\`.`,
      why: 'It stops at once, and every request ends in H10.',
      next: `Write:\n  web: gunicorn --chdir ${folder} ${module}`,
    };
  }
  return {
    ...place,
    what: `\`${module}\` cannot be imported on the dyno.`,
    why: 'The process stops at once, and every request ends in H10.',
    next: `If it is a package, declare it in the requirements; if it is yours, commit it and name it as Python imports it.`,
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function pageOf(evidence: Evidence | undefined): string {
  return `The ${evidence?.name ?? 'page'}`;
}
