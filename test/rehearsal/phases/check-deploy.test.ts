import { expect, test } from 'vitest';
import { lastError } from '../../../src/heroku/logs/last-error.ts';
import { parseCheckIssues } from '../../../src/rehearsal/phases/check-deploy.ts';

test('the issues of check --deploy come with id and message, without hints', () => {
  const output = `System check identified some issues:

ERRORS:
?: (mail.E001) The console mail backend must not be used.

WARNINGS:
?: (security.W004) You have not set a value for the SECURE_HSTS_SECONDS setting.
\tHINT: (security.W099) is not one.
shop.Item: (models.W042) Auto-created primary key used.

System check identified 3 issues (0 silenced).`;
  expect(parseCheckIssues(output)).toEqual([
    { id: 'mail.E001', message: 'The console mail backend must not be used.' },
    {
      id: 'security.W004',
      message: 'You have not set a value for the SECURE_HSTS_SECONDS setting.',
    },
    { id: 'models.W042', message: 'Auto-created primary key used.' },
  ]);
});

test('the line that says why a command failed is the last exception, else the last line', () => {
  const traceback =
    'Traceback (most recent call last):\n  File "x.py", line 1\ndjango.core.exceptions.ImproperlyConfigured: Set the SECRET_KEY\nsee above\n';
  expect(lastError(traceback)).toBe(
    'django.core.exceptions.ImproperlyConfigured: Set the SECRET_KEY',
  );
  expect(lastError('bash: line 1: gunicorn: command not found\n\n')).toBe(
    'bash: line 1: gunicorn: command not found',
  );
  expect(lastError('')).toBe('');
});
