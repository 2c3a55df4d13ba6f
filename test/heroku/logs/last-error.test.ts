import { expect, test } from 'vitest';
import { lastError } from '../../../src/heroku/logs/last-error.ts';

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
