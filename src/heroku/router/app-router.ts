import type { RouterRecord } from '../logs/router-line.ts';
import { DEFAULT_HOST } from './choose-host.ts';
import type { Door } from './door.ts';
import type { ServedApp } from './route.ts';
import { startRouter } from './router.ts';
import type { RouterTarget } from './send-request.ts';

export interface AppRouterOptions {
  /**
   * Opens a further door for a browser on this machine, which sees the app under http://localhost.
   */
  readonly localPort?: number;
  /** Multiplies every time limit. Default 1. */
  readonly timeFactor?: number;
}

/** The one router of an app: the probe asks through it, and so does a browser. */
export interface AppRouter {
  readonly target: RouterTarget;
  /** Port of the local door. */
  readonly localPort: number | undefined;
  /** Requests that have ended, oldest first; the newest 10,000 are kept. */
  readonly records: readonly RouterRecord[];
  /** From now on requests go there. Before the first call every request gets H81. */
  serve(app: ServedApp): void;
  close(): Promise<void>;
}

const BLANK_APP: ServedApp = {
  table: { choose: () => ({ kind: 'code', code: 'H81' }), size: () => 0 },
  host: DEFAULT_HOST,
  log: () => {},
};
const KEPT_RECORDS = 10_000;

/**
 * Opens the router of an app: a door for https, one for plain http, and the local one if wanted.
 * Rejects with EADDRINUSE when the local port is taken.
 */
export async function startAppRouter({
  localPort,
  timeFactor = 1,
}: AppRouterOptions = {}): Promise<AppRouter> {
  let app = BLANK_APP;
  const records: RouterRecord[] = [];
  const byId = new Map<string, RouterRecord>();
  const local: Door[] =
    localPort === undefined ? [] : [{ scheme: 'https', port: localPort, isLocal: true }];
  const router = await startRouter({
    doors: [{ scheme: 'https', port: 0 }, { scheme: 'http', port: 0 }, ...local],
    appOf: () => app,
    timeFactor,
    onRecord: (record) => {
      records.push(record);
      byId.set(record.requestId, record);
      if (records.length > KEPT_RECORDS) byId.delete(records.shift()?.requestId ?? '');
    },
  });
  const [https = 0, http = 0, browser] = router.ports;
  return {
    target: { ports: { https, http }, recordOf: (requestId) => byId.get(requestId) },
    localPort: browser,
    records,
    serve: (next) => {
      app = next;
    },
    close: router.close,
  };
}
