import { randomBytes, randomUUID } from 'node:crypto';
import { dynoSize } from '../../facts/dynos.ts';
import { nextRunName } from '../../heroku/dyno/attached-dyno.ts';
import type { App } from '../../heroku/dyno/one-off.ts';
import { startDyno } from '../../heroku/dyno/start-dyno.ts';
import { type StreamedDyno, startStreamedDyno } from '../../heroku/dyno/streamed-dyno.ts';

/** Milliseconds in which somebody has to attach before the dyno is given up (R13). */
const ATTACH_TIMEOUT_MS = 60_000;

export interface OneOffRequest {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  readonly size: string;
  readonly type: string;
  /** Seconds after which it is stopped; undefined for a day. */
  readonly timeToLive: number | undefined;
}

/** A one-off dyno as the API tells of it. */
export interface OneOff {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly command: string;
  readonly size: string;
  readonly version: number;
  readonly createdAt: Date;
  /** What the client of an attached dyno sends first; undefined for a detached one. */
  readonly secret: string | undefined;
  state(): string;
  changedAt(): Date;
  stop(): void;
}

export interface OneOffs {
  list(): readonly OneOff[];
  /** Starts a dyno in the background; what it prints goes to the log. */
  startDetached(app: App, version: number, request: OneOffRequest): OneOff;
  /** Prepares a dyno that starts when its client attaches. */
  prepareAttached(app: App, version: number, request: OneOffRequest & Attached): OneOff;
  /** The function that starts the dyno with that secret; it is given out once. */
  attach(secret: string): (() => StreamedDyno) | undefined;
}

interface Attached {
  readonly withTerminal: boolean;
}

/** Seconds after which a one-off dyno is stopped, as all dynos are cycled once a day. */
const LONGEST_LIFE_S = 24 * 3600;

/** No one-off dynos. `forget` is told the home of each that has ended. */
// Long because its methods share the dynos that run and those that wait for their client.
export function createOneOffs(forget: (home: string) => void): OneOffs {
  const running = new Map<string, OneOff>();
  const waiting = new Map<string, () => StreamedDyno>();
  const limit = (seconds: number | undefined, stop: () => void): NodeJS.Timeout =>
    setTimeout(stop, (seconds ?? LONGEST_LIFE_S) * 1000).unref();
  const about = (version: number, { command, size, type }: OneOffRequest) => ({
    id: randomUUID(),
    type,
    command,
    size,
    version,
    createdAt: new Date(),
  });
  return {
    list: () => [...running.values()],
    startDetached: (app, version, request) => {
      const name = nextRunName();
      const dyno = startDyno({
        ...app,
        configVars: { ...app.configVars, ...request.env },
        command: request.command,
        name,
        size: dynoSize(request.size),
      });
      app.onDyno?.(dyno);
      const stop = (): void => void dyno.stop();
      const timer = limit(request.timeToLive, stop);
      const { state, changedAt } = dyno;
      const oneOff = {
        ...about(version, request),
        name,
        secret: undefined,
        state,
        changedAt,
        stop,
      };
      running.set(name, oneOff);
      void dyno.ended.then(() => {
        clearTimeout(timer);
        running.delete(name);
      });
      return oneOff;
    },
    prepareAttached: (app, version, request) => {
      const name = nextRunName();
      const secret = randomBytes(24).toString('hex');
      let state = 'starting';
      let changedAt = new Date();
      let started: StreamedDyno | undefined;
      const end = (): void => {
        waiting.delete(secret);
        running.delete(name);
      };
      const timer = setTimeout(end, ATTACH_TIMEOUT_MS);
      const oneOff: OneOff = {
        ...about(version, request),
        name,
        secret,
        state: () => state,
        changedAt: () => changedAt,
        stop: () => {
          if (started === undefined) end();
          else started.stop();
        },
      };
      running.set(name, oneOff);
      waiting.set(secret, () => {
        clearTimeout(timer);
        const { COLUMNS, LINES } = request.env;
        const size = { columns: Number(COLUMNS) || 80, rows: Number(LINES) || 24 };
        const dyno = startStreamedDyno(
          { ...app, size: dynoSize(request.size) },
          {
            name,
            command: request.command,
            env: request.env,
            terminal: request.withTerminal ? size : undefined,
          },
        );
        started = dyno;
        state = 'up';
        changedAt = new Date();
        const life = limit(request.timeToLive, dyno.stop);
        void dyno.ended.then(() => {
          clearTimeout(life);
          end();
          forget(dyno.home);
        });
        return dyno;
      });
      return oneOff;
    },
    attach: (secret) => {
      const start = waiting.get(secret);
      waiting.delete(secret);
      return start;
    },
  };
}
