import { UsageError } from '../../facts/usage-error.ts';
import type { LogLine } from './log-line.ts';

export interface LogFilter {
  /** `app` or `heroku`. */
  readonly source?: string | undefined;
  /** A dyno (`web.1`), a process type (`web`), or a part of the platform (`router`). */
  readonly dyno?: string | undefined;
}

/**
 * Returns a function that is true for lines of that source and that dyno. Throws a UsageError for a
 * source that is none.
 */
export function lineFilter({ source, dyno }: LogFilter): (line: LogLine) => boolean {
  if (source !== undefined && source !== 'app' && source !== 'heroku') {
    throw new UsageError(`--source needs app or heroku, not '${source}'`);
  }
  return (line) => {
    const isOfDyno = dyno === undefined || line.dyno === dyno || line.dyno.startsWith(`${dyno}.`);
    return isOfDyno && (source === undefined || line.source === source);
  };
}
