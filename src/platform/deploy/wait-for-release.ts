import { setTimeout as pause } from 'node:timers/promises';
import type { ReleaseChange } from '../../heroku/release/ledger.ts';
import type { Platform } from '../platform-parts.ts';
import type { AppRecord, ReleaseRecord } from '../state/records.ts';
import { type ReleaseOptions, releaseApp } from './release-app.ts';

/**
 * Milliseconds for which an API call waits for the release command that it caused. Whoever sets a
 * config var and runs a command next expects to see it; one that takes longer goes on behind the answer.
 */
const PATIENCE_MS = 25_000;

/**
 * Makes a release in the app's queue. Comes to it when it serves or has failed, or, after 25 seconds,
 * as it is then: `pending`. The change is computed when its turn has come.
 */
export async function releaseInTurn(
  platform: Platform,
  app: AppRecord,
  change: (app: AppRecord) => ReleaseChange<string>,
  options: ReleaseOptions = {},
): Promise<ReleaseRecord> {
  let created: ReleaseRecord | undefined;
  const released = platform.runtimeOf(app).queue.run(() => {
    const now = platform.store.findApp(app.id);
    if (now === undefined) throw new Error('the app was destroyed meanwhile');
    const onCreated = (release: ReleaseRecord): void => {
      created = release;
    };
    return releaseApp(platform, app.id, change(now), { ...options, onCreated });
  });
  for (;;) {
    const done = await Promise.race([released, pause(PATIENCE_MS, undefined, { ref: false })]);
    const known = done ?? created;
    if (known === undefined) continue;
    released.catch(() => {});
    return known;
  }
}
