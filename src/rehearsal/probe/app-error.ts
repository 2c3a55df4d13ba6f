import { lastError } from '../../heroku/logs/last-error.ts';
import type { LogLine } from '../../heroku/logs/log-line.ts';

/** The last error that the app printed in these lines; empty when it printed none. */
export function appErrorIn(lines: readonly LogLine[]): string {
  const text = lastError(
    lines
      .filter(({ source }) => source === 'app')
      .map(({ message }) => message)
      .join('\n'),
  );
  const isError = /(Error|Exception|ImproperlyConfigured|DisallowedHost|DoesNotExist)\b/.test(text);
  return isError ? text : '';
}

/** How evidence quotes the error of the app behind what was seen; empty without one. */
export function quoteLog(error: string): string {
  return error === '' ? '' : `; the log says: ${error}`;
}
