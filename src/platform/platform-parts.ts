import type { AddonServers } from './runtime/addon-servers.ts';
import type { AppRuntime } from './runtime/app-runtime.ts';
import type { LogSessions } from './runtime/log-sessions.ts';
import type { OutputStreams } from './runtime/output-streams.ts';
import type { AppRecord } from './state/records.ts';
import type { Store } from './state/store.ts';

/** What routes, the git endpoint and deploys share. */
export interface Platform {
  readonly store: Store;
  readonly streams: OutputStreams;
  readonly servers: AddonServers;
  readonly logSessions: LogSessions;
  /** Sources that a client was promised and has not sent yet. */
  readonly sourceKeys: Set<string>;
  readonly workspaceFolder: string;
  /** The tool's own environment: interpreters, tool cache and package index. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted when the platform ends. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Such as `http://localhost:5080`. */
  origin(): string;
  /** What runs of an app; made when it is first asked for. */
  runtimeOf(app: Pick<AppRecord, 'id'>): AppRuntime;
  /** Ends what runs of an app that is destroyed. */
  dropRuntime(id: string): Promise<void>;
}

/** Writes a line of the platform itself into the app's log, as `app[api]`. */
export function logApi(platform: Platform, app: Pick<AppRecord, 'id'>, what: string): void {
  const message = `${what} by user ${platform.store.shared().account.email}`;
  platform.runtimeOf(app).log.write({ at: platform.now(), source: 'app', dyno: 'api', message });
}

/** Address at which a browser on this machine sees the app, with a slash at its end. */
export function webUrlOf(platform: Platform, { name }: Pick<AppRecord, 'name'>): string {
  const { protocol, port } = new URL(platform.origin());
  return `${protocol}//${name}.localhost:${port}/`;
}
