import { z } from 'zod';
import { words } from './answer-words.ts';

/**
 * What production may have beyond what every app needs. Each is off unless the project shows that
 * it is wanted, and asked for in one question.
 */
export const extrasShape = {
  cache: z.enum(['none', 'redis']).meta(
    words({
      description: 'keep the cache and sessions in Redis (Heroku Key-Value Store)',
      extra: { label: 'Redis for the cache and sessions', on: 'redis' },
    }),
  ),
  tasks: z.enum(['none', 'celery', 'rq', 'django']).meta(
    words({
      description:
        'a worker process for background tasks, with Celery or RQ over Redis, or Django 6 tasks over the database',
      question: 'Which task queue?',
      choices: {
        celery: 'over Redis',
        rq: 'over Redis, with django-rq',
        django: "Django's own tasks (6.0 and newer), over the database",
      },
      extra: { label: 'A worker for background tasks', on: 'celery' },
    }),
  ),
  server: z.enum(['wsgi', 'asgi']).meta(
    words({
      description:
        'serve the app through wsgi.py, or through asgi.py with async workers and a connection pool',
      extra: { label: 'ASGI, for async views', on: 'asgi' },
    }),
  ),
  storage: z.enum(['none', 's3', 'bucketeer']).meta(
    words({
      description:
        'store uploads in your own S3 bucket or in the Bucketeer add-on, because a dyno loses its disk at every restart',
      question: 'Whose bucket for uploads?',
      choices: {
        s3: 'your own, at Amazon or whoever speaks S3',
        bucketeer: 'that of the add-on Bucketeer',
      },
      extra: { label: 'Uploads in an S3 bucket', on: 's3' },
    }),
  ),
  email: z.enum(['none', 'smtp']).meta(
    words({
      description: 'send mail through an SMTP server that config vars name',
      extra: { label: 'Mail through an SMTP server', on: 'smtp' },
    }),
  ),
  sentry: z.boolean().meta(
    words({
      description: 'report errors to Sentry when SENTRY_DSN is set',
      extra: { label: 'Error reports to Sentry', on: true },
    }),
  ),
  csp: z.enum(['off', 'report-only', 'enforce']).meta(
    words({
      description: 'a Content-Security-Policy header, with Django 6.0 or newer or django-csp 4',
      question: 'How strict is the Content-Security-Policy to begin with?',
      choices: {
        'report-only': 'browsers report and block nothing',
        enforce: 'browsers block what it does not allow',
      },
      extra: { label: 'A Content-Security-Policy', on: 'report-only' },
    }),
  ),
  health: z.boolean().meta(
    words({
      description: 'add a /health/ page that monitors can request',
      extra: { label: 'A page /health/ for monitors', on: true },
    }),
  ),
  reviewApps: z.boolean().meta(
    words({
      description: 'describe review apps in app.json, with smaller dynos and their own hosts',
      extra: { label: 'Review apps for pull requests', on: true },
    }),
  ),
  reviewScript: z.string().meta(
    words({
      description: 'a command that each review app runs once after its first deploy',
      placeholder: 'command',
    }),
  ),
  ci: z.enum(['none', 'github']).meta(
    words({
      description: 'a GitHub workflow that runs dynoready check and rehearse',
      extra: { label: 'A GitHub workflow that checks and rehearses', on: 'github' },
    }),
  ),
  preCommit: z.boolean().meta(
    words({
      description: 'a pre-commit hook that runs dynoready check',
      extra: { label: 'A pre-commit hook', on: true },
    }),
  ),
};

const extrasSchema = z.object(extrasShape);
export type ExtraAnswers = z.output<typeof extrasSchema>;
