import { RELEASE_TIMEOUT_S } from '../../facts/platform-limits.ts';
import { runOneOff } from '../../heroku/dyno/one-off.ts';
import type { ReleaseChange } from '../../heroku/release/ledger.ts';
import { logApi, type Platform } from '../platform-parts.ts';
import type { OutputStream } from '../runtime/output-streams.ts';
import { addRelease, configVarsNow, servingRelease, slugOf } from '../state/app-ledger.ts';
import type { AppRecord, ReleaseRecord, SlugRecord } from '../state/records.ts';

export interface ReleaseOptions {
  /**
   * False for a change that an add-on makes to its own config vars: no release command runs. Default
   * true.
   */
  readonly runsCommand?: boolean;
  /** Told as soon as the release is on record, while its command may still run. */
  readonly onCreated?: (release: ReleaseRecord) => void;
  /** Each piece of what the release command prints. */
  readonly onOutput?: (text: string) => void;
  /** Changes the app in the same step as the release is recorded. */
  readonly change?: (draft: AppRecord) => void;
}

/**
 * Makes a release: records it, runs its release command, and starts its dynos when that succeeded.
 * Comes to the release as it is then; `failed` leaves the one before serving. Only in the app's queue.
 */
export async function releaseApp(
  platform: Platform,
  appId: string,
  change: ReleaseChange<string>,
  options: ReleaseOptions = {},
): Promise<ReleaseRecord> {
  const recorded = record(platform, appId, change, options);
  if (recorded === undefined) throw new Error('the app was destroyed before it was released');
  const { app, release, slug, stream } = recorded;
  logApi(platform, app, release.description);
  logApi(platform, app, `Release v${release.version} created`);
  options.onCreated?.(release);
  if (slug === undefined) return release;
  if (stream === undefined) {
    await platform.runtimeOf(app).serve(release, slug);
    return release;
  }
  const succeeded = await runCommand(platform, app, release, slug, (text) => {
    stream.write(text);
    options.onOutput?.(text);
  });
  if (platform.signal.aborted || platform.store.findApp(appId) === undefined) return release;
  const settled = settle(platform, appId, release, succeeded ? 'succeeded' : 'failed');
  if (succeeded) await platform.runtimeOf(app).serve(settled, slug);
  // Whoever waits for the end of the output may take the new release for serving.
  stream.end();
  return settled;
}

interface Recorded {
  readonly app: AppRecord;
  readonly release: ReleaseRecord;
  readonly slug: SlugRecord | undefined;
  readonly stream: OutputStream | undefined;
}

/** Puts the release on record: pending while it has a release command to run. */
function record(
  platform: Platform,
  appId: string,
  change: ReleaseChange<string>,
  options: ReleaseOptions,
): Recorded | undefined {
  let made: Omit<Recorded, 'app'> | undefined;
  const app = platform.store.changeApp(appId, (draft) => {
    options.change?.(draft);
    const slugId = change.slug ?? servingRelease(draft)?.slug;
    const slug = draft.slugs.find(({ id }) => id === slugId);
    const hasCommand = options.runsCommand !== false && slug?.processTypes.release !== undefined;
    const stream = hasCommand ? platform.streams.open() : undefined;
    const release = addRelease(
      draft,
      { ...change, status: hasCommand ? 'pending' : 'succeeded' },
      { now: platform.now(), streamKey: stream?.key },
    );
    if (!hasCommand) takeFormation(draft, slug, platform.now());
    made = { release, slug, stream };
  });
  return app === undefined || made === undefined ? undefined : { app, ...made };
}

async function runCommand(
  platform: Platform,
  app: AppRecord,
  release: ReleaseRecord,
  slug: SlugRecord,
  onOutput: (text: string) => void,
): Promise<boolean> {
  const runtime = platform.runtimeOf(app);
  const one = runtime.appOf(release, slug);
  const log: typeof one.log = (line) => {
    if (line.source === 'app') onOutput(`${line.message}\n`);
    one.log(line);
  };
  const command = slug.processTypes.release ?? '';
  const { end, timedOut } = await runOneOff(
    { ...one, log },
    `release.${release.version}`,
    command,
    RELEASE_TIMEOUT_S,
  );
  return end.status === 0 && !timedOut;
}

function settle(
  platform: Platform,
  appId: string,
  release: ReleaseRecord,
  status: 'succeeded' | 'failed',
): ReleaseRecord {
  let settled = release;
  platform.store.changeApp(appId, (draft) => {
    const one = draft.releases.find(({ id }) => id === release.id);
    if (one === undefined) return;
    one.status = status;
    one.updatedAt = platform.now().toISOString();
    if (status === 'succeeded') takeFormation(draft, slugOf(draft, one), platform.now());
    settled = one;
  });
  return settled;
}

/** A process type that comes with a slug: one `web` dyno, none of the others. */
function takeFormation(draft: AppRecord, slug: SlugRecord | undefined, now: Date): void {
  if (slug === undefined) return;
  draft.stack = draft.buildStack;
  const at = now.toISOString();
  for (const type of Object.keys(slug.processTypes)) {
    draft.formation[type] ??= {
      id: crypto.randomUUID(),
      quantity: type === 'web' ? 1 : 0,
      size: 'basic',
      createdAt: at,
      updatedAt: at,
    };
  }
}

/**
 * Starts again what a platform that was killed had running: a release whose command was interrupted
 * has failed, and the one before it serves.
 */
export async function resumeApp(platform: Platform, appId: string): Promise<void> {
  const app = platform.store.findApp(appId);
  if (app === undefined) return;
  const at = platform.now().toISOString();
  const interrupted = [...app.releases, ...app.builds].some(({ status }) => status === 'pending');
  const now = interrupted
    ? platform.store.changeApp(appId, (draft) => {
        for (const one of [...draft.releases, ...draft.builds]) {
          if (one.status !== 'pending') continue;
          one.status = 'failed';
          one.updatedAt = at;
        }
      })
    : app;
  if (now === undefined) return;
  platform.runtimeOf(now).updateDrains();
  const release = servingRelease(now);
  const slug = slugOf(now, release);
  if (release !== undefined && slug !== undefined)
    await platform.runtimeOf(now).serve(release, slug);
}

/** What `config:set` and `config:unset` change: null takes a config var away. */
export function mergeConfigVars(
  app: AppRecord,
  changes: Readonly<Record<string, string | null>>,
): Readonly<Record<string, string>> {
  const merged: Record<string, string> = { ...configVarsNow(app) };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete merged[name];
    else merged[name] = value;
  }
  return merged;
}
