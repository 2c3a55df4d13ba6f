import { buildApp, recordBuild } from '../deploy/build-app.ts';
import { type Platform, webUrlOf } from '../platform-parts.ts';
import type { PrintLine, Push } from './receive-hook.ts';
import { checkOut } from './repository.ts';

/** Branches whose push is a deploy. Source: Dev Center, "Deploying with Git"; read 2026-11-30. */
const DEPLOYED = /^refs\/heads\/(main|master)$/;

/**
 * Answers a push: builds and releases what it brings to `main` or `master`, and prints as the
 * platform does. Comes to false when the build fails, and git then refuses the push. A release command
 * that fails leaves the push accepted and the release before it serving.
 */
export async function acceptPush(
  platform: Platform,
  { appId, updates, objectFolders }: Push,
  print: PrintLine,
): Promise<boolean> {
  const app = platform.store.findApp(appId);
  if (app === undefined) return false;
  const update = updates.find(({ ref }) => DEPLOYED.test(ref));
  if (update === undefined) {
    const [first] = updates;
    print(`Pushed to ${first?.ref.replace(/^refs\/heads\//, '') ?? 'nothing'}, skipping build.`);
    print('Push to main or master to deploy.');
    return true;
  }
  if (/^0+$/.test(update.after)) {
    print(' !     The branch that is deployed cannot be deleted.');
    return false;
  }
  const { build, stream } = recordBuild(platform, appId, { commit: update.after, sourceUrl: '' });
  const say: PrintLine = (line) => {
    stream.write(`${line}\n`);
    print(line);
  };
  print('Compressing source files... done.');
  print('Building source:');
  print('');
  try {
    const end = await platform.runtimeOf(app).queue.run(async () => {
      const source = await checkOut(platform, appId, update.after, objectFolders);
      return await buildApp(platform, appId, build.id, {
        sourceFolder: source,
        commit: update.after,
        onLine: say,
      });
    });
    const now = platform.store.findApp(appId) ?? app;
    if (end.version === undefined) {
      say('');
      say(' !     Push rejected, failed to compile Python app.');
      say('');
      say(' !     Push failed');
      return false;
    }
    if (end.status === 'failed') {
      say('Waiting for release.... failed.');
      say(` !     Release v${end.version} failed: the release before it keeps serving.`);
      return true;
    }
    say(`       ${webUrlOf(platform, now)} deployed to Heroku`);
    say('');
    say('Verifying deploy... done.');
    return true;
  } finally {
    stream.end();
  }
}
