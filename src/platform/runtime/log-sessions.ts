import { randomBytes } from 'node:crypto';
import type { LogBuffer } from '../../heroku/logs/log-buffer.ts';
import type { LogLine } from '../../heroku/logs/log-line.ts';

/** A reading of an app's log that a client was promised. */
export interface LogSession {
  readonly log: LogBuffer;
  readonly lines: number;
  readonly tail: boolean;
  readonly isWanted: (line: LogLine) => boolean;
}

export interface LogSessions {
  /** Returns the key of a session: whoever knows it may read the log for five minutes. */
  open(session: LogSession): string;
  find(key: string): LogSession | undefined;
}

/** Milliseconds in which a session can be used. Source: from memory, after the API reference. */
const LIFE_MS = 5 * 60 * 1000;
const MOST_SESSIONS = 1_000;

/** No sessions yet; the oldest goes when there are a thousand. */
export function createLogSessions(): LogSessions {
  const sessions = new Map<string, LogSession>();
  return {
    open: (session) => {
      const key = randomBytes(24).toString('hex');
      sessions.set(key, session);
      const [oldest] = sessions.keys();
      if (sessions.size > MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest);
      setTimeout(() => sessions.delete(key), LIFE_MS).unref();
      return key;
    },
    find: (key) => sessions.get(key),
  };
}
