import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { UsageError } from '../../facts/usage-error.ts';
import { frameOf } from './frame.ts';
import type { LogLine } from './log-line.ts';

/** A receiver of every line of the log. */
export interface Drain {
  readonly url: string;
  write(line: LogLine): void;
  /**
   * Sends what is left, within two seconds. Returns what went wrong on the way and how many lines
   * were lost by it, undefined when nothing did.
   */
  close(): Promise<string | undefined>;
}

/**
 * Lines that wait for a slow receiver; what comes on top is dropped and counted (L10). Source: from
 * memory, after Dev Center, "Log drains"; 2026-11-24.
 */
const BUFFERED_LINES = 1024;
/** Lines in one request of an HTTPS drain, and milliseconds in which a line waits for company. */
const LINES_PER_REQUEST = 100;
const GATHER_MS = 100;
const CLOSE_TIMEOUT_MS = 2_000;

/**
 * Opens a drain: `syslog://host:port` over TCP, or `https://…` and `http://…` with requests of
 * application/logplex-1. Throws a UsageError for any other URL.
 */
export function openDrain(url: string): Drain {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol === 'syslog:' && parsed.port !== '')
    return bufferedDrain(url, syslogSender(parsed));
  if (parsed?.protocol === 'https:' || parsed?.protocol === 'http:')
    return bufferedDrain(url, requestSender(parsed));
  throw new UsageError(`--drain needs a URL of a receiver, not '${url}'`, {
    next: [
      'For instance: --drain syslog://127.0.0.1:5140, or --drain https://logs.example.com/heroku',
    ],
  });
}

/** Sends frames in their order; rejects when the receiver did not take them. */
interface Sender {
  send(frames: readonly string[]): Promise<void>;
  close(): void;
}

function bufferedDrain(url: string, sender: Sender): Drain {
  const waiting: string[] = [];
  let dropped = 0;
  let lost = 0;
  let problem: string | undefined;
  let sending: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const sendAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      if (dropped > 0) {
        const message = `Error L10 (output buffer overflow): ${dropped} messages dropped.`;
        waiting.unshift(frameOf({ at: new Date(), source: 'heroku', dyno: 'logplex', message }));
        dropped = 0;
      }
      const frames = waiting.splice(0, LINES_PER_REQUEST);
      try {
        await sender.send(frames);
      } catch (error) {
        problem = (error as Error).message;
        lost += frames.length;
      }
    }
  };
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    sending ??= sendAll().finally(() => {
      sending = undefined;
    });
    return sending;
  };
  return {
    url,
    write: (line) => {
      if (waiting.length >= BUFFERED_LINES) dropped += 1;
      else waiting.push(frameOf(line));
      timer ??= setTimeout(() => void flush(), GATHER_MS);
    },
    close: async () => {
      let late: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => {
        late = setTimeout(() => {
          problem ??= `it took nothing for ${CLOSE_TIMEOUT_MS / 1000} s`;
          resolve();
        }, CLOSE_TIMEOUT_MS);
      });
      const rest = async (): Promise<void> => {
        await sending;
        await flush();
      };
      await Promise.race([rest(), timeout]);
      clearTimeout(late);
      sender.close();
      const missing = lost + waiting.length + dropped;
      return problem === undefined || missing === 0
        ? problem
        : `${problem}; ${missing} ${missing === 1 ? 'line' : 'lines'} did not arrive`;
    },
  };
}

/** One connection, opened at the first line and again when it broke. */
function syslogSender({ hostname, port }: URL): Sender {
  let socket: Socket | undefined;
  const connected = (): Promise<Socket> =>
    new Promise((resolve, reject) => {
      if (socket?.writable === true) return resolve(socket);
      const fresh = connect(Number(port), hostname.replace(/^\[|\]$/g, ''), () => resolve(fresh));
      fresh.on('error', reject);
      fresh.unref();
      socket = fresh;
    });
  return {
    send: async (frames) => {
      const open = await connected();
      await new Promise<void>((resolve, reject) =>
        open.write(frames.join(''), (error) => (error == null ? resolve() : reject(error))),
      );
    },
    close: () => void socket?.end(),
  };
}

function requestSender(url: URL): Sender {
  const token = `d.${randomUUID()}`;
  const leaving = new AbortController();
  return {
    send: async (frames) => {
      const headers = {
        'Content-Type': 'application/logplex-1',
        'Logplex-Msg-Count': String(frames.length),
        'Logplex-Frame-Id': randomUUID().replaceAll('-', ''),
        'Logplex-Drain-Token': token,
        'User-Agent': 'Logplex/v72',
      };
      const answer = await fetch(url, {
        method: 'POST',
        headers,
        body: frames.join(''),
        signal: leaving.signal,
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`it answered ${answer.status}`);
    },
    close: () => leaving.abort(),
  };
}
