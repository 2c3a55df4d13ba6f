import type { Platform } from '../platform-parts.ts';
import type { AppRecord, SharedRecord, SlugRecord } from '../state/records.ts';
import { releaseApp } from './release-app.ts';

type Promotion = SharedRecord['promotions'][number];
type Target = Promotion['targets'][number];

/**
 * Releases a slug to every target of a promotion, each in its own app's queue, with that app's config
 * vars. Comes back at once; the promotion's record tells how it goes.
 */
export function promote(
  platform: Platform,
  promotion: Promotion,
  source: AppRecord,
  slug: SlugRecord,
): void {
  for (const target of promotion.targets) {
    const settle = (change: Partial<Target>): void =>
      platform.store.changeShared((draft) => {
        const kept = draft.promotions.find(({ id }) => id === promotion.id);
        Object.assign(kept?.targets.find(({ id }) => id === target.id) ?? {}, change);
      });
    void platform
      .runtimeOf({ id: target.app })
      .queue.run(() =>
        releaseApp(
          platform,
          target.app,
          { description: `Promote ${source.name} ${slug.commit.slice(0, 8)}`, slug: slug.id },
          {
            change: (draft) => {
              if (!draft.slugs.some(({ id }) => id === slug.id)) draft.slugs.push(slug);
            },
            onCreated: ({ id }) => settle({ release: id }),
          },
        ),
      )
      .then(
        ({ status }) =>
          settle(
            status === 'failed'
              ? { status, error: 'the release command failed' }
              : { status: 'succeeded' },
          ),
        (error: Error) => settle({ status: 'failed', error: error.message }),
      );
  }
}
