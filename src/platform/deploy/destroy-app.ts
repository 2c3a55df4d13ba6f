import type { Platform } from '../platform-parts.ts';
import type { AppRecord } from '../state/records.ts';

/**
 * Destroys an app: its dynos, add-ons, slugs and repository. Waits for its turn in the app's queue,
 * so that no build or release of it is cut in two.
 */
export async function destroyApp(platform: Platform, app: AppRecord): Promise<void> {
  await platform.runtimeOf(app).queue.run(async () => {
    const now = platform.store.findApp(app.id);
    if (now === undefined) return;
    // First of all the record: whoever is killed from here on leaves an app that is gone.
    platform.store.removeApp(app.id);
    platform.store.changeShared((draft) => {
      draft.couplings = draft.couplings.filter((one) => one.app !== app.id);
      draft.reviewApps = draft.reviewApps.filter((one) => one.app !== app.id);
    });
    await platform.dropRuntime(app.id);
    for (const addon of now.addons) await platform.servers.destroy(addon);
    platform.store.removeSlugs(now.slugs.map(({ id }) => id));
  });
}
