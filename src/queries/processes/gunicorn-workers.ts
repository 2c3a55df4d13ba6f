import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { gunicornConfigFile, gunicornSetting, type WebServer } from './web-server.ts';

/**
 * How many workers gunicorn is told to start: `unset` leaves it to the platform, `unknown` is made
 * in a way that cannot be told.
 */
export type GunicornWorkers =
  | 'unset'
  | 'unknown'
  | { readonly count: number; readonly at: SourceRange };

/** Reads gunicorn's own number, else WEB_CONCURRENCY of app.json. */
export function gunicornWorkers(repository: Repository, server: WebServer): GunicornWorkers {
  const written = gunicornSetting(repository, server, 'workers');
  if (written !== undefined) return counted(written.value, written.at);
  const path = gunicornConfigFile(server);
  if (/^[ \t]*workers\s*=/m.test(repository.files.text(path) ?? '')) return 'unknown';
  const variable = repository.appJson?.env.get('WEB_CONCURRENCY');
  return variable === undefined ? 'unset' : counted(variable.value, variable.at);
}

function counted(value: unknown, at: SourceRange): GunicornWorkers {
  const count = wholeNumber(value);
  return count === undefined ? 'unknown' : { count, at };
}

/** A positive whole number, written as a number or as text; undefined for anything else. */
export function wholeNumber(value: unknown): number | undefined {
  const number =
    typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
