import { logApi, type Platform } from '../platform-parts.ts';
import { servingRelease, slugOf } from '../state/app-ledger.ts';
import type { AppRecord } from '../state/records.ts';

/** What a process type is to have. */
export interface FormationChange {
  readonly type: string;
  readonly quantity: number;
  /** Name of a dyno size; undefined leaves it. */
  readonly size: string | undefined;
}

/**
 * Changes the formation in the app's queue. Another number starts or stops dynos; another size starts
 * all of them again. No release is made.
 */
export async function scaleApp(
  platform: Platform,
  { id }: AppRecord,
  changes: readonly FormationChange[],
): Promise<void> {
  await platform.runtimeOf({ id }).queue.run(async () => {
    const before = platform.store.findApp(id);
    const app = platform.store.changeApp(id, (draft) => {
      for (const { type, quantity, size } of changes) {
        const entry = draft.formation[type];
        if (entry === undefined) continue;
        entry.quantity = quantity;
        entry.size = size ?? entry.size;
        entry.updatedAt = platform.now().toISOString();
      }
    });
    if (before === undefined || app === undefined) return;
    const scaled = changes.map(({ type, quantity }) => `${type}@${quantity}`).join(' ');
    logApi(platform, app, `Scaled to ${scaled}`);
    const runtime = platform.runtimeOf(app);
    const isResized = changes.some(
      ({ type }) => before.formation[type]?.size !== app.formation[type]?.size,
    );
    const release = servingRelease(app);
    const slug = slugOf(app, release);
    if (isResized && release !== undefined && slug !== undefined)
      return await runtime.serve(release, slug);
    for (const { type, quantity } of changes) await runtime.formation()?.scale(type, quantity);
  });
}
