import type { RuleId } from '../check/rule-ids.ts';
import type { Repository } from '../project/repository.ts';
import { nameOperations } from '../rehearsal/judge-drift.ts';
import type { Evidence, EvidenceId } from '../rehearsal/rehearsal.ts';
import type { Words } from './module-not-found.ts';
import { lineWith, settingPlace } from './place-line.ts';

/** A mistake that evidence shows by its id, and the words for it. */
export interface ShownMistake {
  readonly id: EvidenceId;
  /** The rule that evidence with this fault names, where the same evidence can have several. */
  readonly rule?: RuleId;
  readonly say: (evidence: Evidence, repository: Repository) => Words | undefined;
}

/** The mistakes of the workshop that a rehearsal sees, in the order of its phases. */
export const SHOWN_MISTAKES: readonly ShownMistake[] = [
  {
    id: 'migrations',
    say: ({ facts }) => ({
      what: `Models and migrations differ: ${nameOperations(facts?.operations ?? [])}.`,
      why: 'The release creates the tables in the migrations, but the code expects those in the models.',
      next: 'Create the missing migrations and commit them: python manage.py makemigrations. If only primary keys differ, set DEFAULT_AUTO_FIELD, whose default changed in Django 6.',
    }),
  },
  {
    id: 'web-process',
    say: ({ facts }, repository) =>
      facts?.addresses?.[0] === undefined
        ? undefined
        : {
            ...lineWith(repository, /^Procfile$/, /^web:/m),
            what: `The app listens on ${facts.addresses.join(', ')}, but Heroku waits for $PORT.`,
            why: 'Heroku kills a dyno that does not bind to its port within a minute (R10).',
            next: 'Remove the address from the command: gunicorn uses $PORT by default.',
          },
  },
  {
    id: 'page',
    rule: 'allowed-hosts-empty',
    say: (_evidence, repository) => ({
      ...settingPlace(repository, 'ALLOWED_HOSTS'),
      what: 'Every page returns a 400: the host name that the router sends is not in ALLOWED_HOSTS.',
      why: 'The deploy looks like a success, but nobody gets a page.',
      next: 'Read the list from the environment, and set the host name of the app there:\n  heroku config:set ALLOWED_HOSTS=.herokuapp.com',
    }),
  },
  {
    id: 'page',
    rule: 'proxy-header-missing',
    say: (_evidence, repository) => ({
      ...settingPlace(repository, 'SECURE_SSL_REDIRECT'),
      what: 'HTTPS requests are redirected to themselves: neither Django nor gunicorn trusts X-Forwarded-Proto.',
      why: 'The router terminates TLS and sends plain HTTP to the dyno. A test from 127.0.0.1 would not show it, because gunicorn trusts that address.',
      next: 'Write:\n  SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
    }),
  },
  {
    id: 'session',
    say: (_evidence, repository) => ({
      ...settingPlace(repository, 'SECRET_KEY'),
      what: 'A user who logged in on one dyno is not logged in on the other.',
      why: 'Each process generates its own SECRET_KEY, or keeps the sessions in its own memory.',
      next: 'Read SECRET_KEY from the environment, and store the sessions in the database or in Redis.',
    }),
  },
  {
    id: 'error-log',
    say: (_evidence, repository) => ({
      ...settingPlace(repository, 'LOGGING'),
      what: 'A view raised an exception, and the log shows only the access line.',
      why: "Django's default logging prints errors to the console only when DEBUG is on, so the cause of a 500 stays unknown.",
      next: 'Add a console handler to the root logger in LOGGING.',
    }),
  },
  {
    id: 'upload',
    rule: 'media-on-dyno',
    say: ({ facts }) => ({
      what: `An upload (\`${facts?.file}\`) was written on one dyno, and no other dyno has it.`,
      why: 'It is lost when that dyno restarts. User files need object storage, static files do not.',
      next: 'Set STORAGES["default"] to a storage outside the dyno.',
    }),
  },
  {
    id: 'failing-migration',
    rule: 'release-missing',
    say: (_evidence, repository) => ({
      ...lineWith(repository, /^Procfile$/, /^release:/m),
      what: 'A failing migration did not stop the release: the release command does not apply it.',
      why: 'The new code then receives requests before its tables exist.',
      next: 'Migrate every app:\n  release: python manage.py migrate --no-input',
    }),
  },
];
