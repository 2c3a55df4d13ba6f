import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dynoSize } from '../../facts/dynos.ts';
import { runOneOff } from '../../heroku/dyno/one-off.ts';
import { type AppJson, parseAppJson } from '../../project/app-json.ts';
import { planConfigVars } from '../../rehearsal/config-vars.ts';
import type { Platform } from '../platform-parts.ts';
import { configVarsNow, servingRelease, slugOf } from '../state/app-ledger.ts';
import type { SharedRecord } from '../state/records.ts';
import { createAddon } from './addons.ts';
import { buildApp, recordBuild } from './build-app.ts';
import { releaseApp } from './release-app.ts';

type Setup = SharedRecord['setups'][number];

/** Seconds that a postdeploy script may take. */
const POSTDEPLOY_LIMIT_S = 600;

export interface SetupRequest {
  readonly setup: Setup;
  /** `review` takes that environment of app.json over the rest of it. */
  readonly environment: 'review' | undefined;
  /** Config vars that go over those of app.json. */
  readonly env: Readonly<Record<string, string>>;
  /** Makes the source folder of the app, and tells its commit. */
  readonly takeSource: () => Promise<{ readonly folder: string; readonly commit: string }>;
}

/**
 * Sets an app up as its app.json says: config vars, add-ons, a build, the formation, and the
 * postdeploy script. Comes back when that is done; the record of the setup tells how it goes. What
 * fails ends it and leaves the app, as on Heroku.
 */
export async function setUpApp(platform: Platform, request: SetupRequest): Promise<void> {
  const { setup } = request;
  const settle = (change: Partial<Setup>): void =>
    platform.store.changeShared((draft) => {
      const kept = draft.setups.find(({ id }) => id === setup.id);
      if (kept !== undefined)
        Object.assign(kept, change, { updatedAt: platform.now().toISOString() });
    });
  const failure = await platform
    .runtimeOf({ id: setup.app })
    .queue.run(() => runSetup(platform, request, settle))
    .catch((error: Error) => error.message);
  settle(failure === undefined ? { status: 'succeeded' } : { status: 'failed', failure });
}

/** Comes to what failed; undefined when nothing did. */
async function runSetup(
  platform: Platform,
  { setup, environment, env, takeSource }: SetupRequest,
  settle: (change: Partial<Setup>) => void,
): Promise<string | undefined> {
  const { folder, commit } = await takeSource();
  const appJson = readAppJson(folder, environment);
  const host = `${setup.appName}.localhost`;
  const planned = planConfigVars({ appJson, given: env, addons: {}, host });
  if (planned.missing.length > 0)
    return `app.json requires config vars that nobody gave: ${planned.missing.join(', ')}`;
  platform.store.changeApp(setup.app, (draft) => {
    draft.buildpacks = (appJson?.buildpacks ?? []).map(({ value }) => value);
    draft.buildStack = appJson?.stack?.value ?? draft.buildStack;
  });
  if (Object.keys(planned.values).length > 0) {
    await releaseApp(platform, setup.app, {
      description: `Set ${Object.keys(planned.values).join(', ')} config vars`,
      configVars: { ...configVarsOfApp(platform, setup.app), ...planned.values },
    });
  }
  for (const { value } of appJson?.addons ?? [])
    await createAddon(platform, setup.app, { plan: value, name: undefined, as: undefined });
  takeFormation(platform, setup.app, appJson);
  const { build, stream } = recordBuild(platform, setup.app, { commit, sourceUrl: '' });
  settle({ build: build.id });
  const onLine = (line: string): void => stream.write(`${line}\n`);
  const request = { sourceFolder: folder, commit, onLine };
  const end = await buildApp(platform, setup.app, build.id, request).finally(() => stream.end());
  if (end.version === undefined) return 'the build failed';
  if (end.status === 'failed') return 'the release command failed';
  return await runPostdeploy(platform, setup, appJson, settle);
}

async function runPostdeploy(
  platform: Platform,
  setup: Setup,
  appJson: AppJson | undefined,
  settle: (change: Partial<Setup>) => void,
): Promise<string | undefined> {
  const command = appJson?.postdeploy?.value;
  const app = platform.store.findApp(setup.app);
  const release = app === undefined ? undefined : servingRelease(app);
  const slug = app === undefined ? undefined : slugOf(app, release);
  if (command === undefined || app === undefined || release === undefined || slug === undefined)
    return undefined;
  const one = platform.runtimeOf(app).appOf(release, slug);
  const { end, output } = await runOneOff(one, 'postdeploy.1', command, POSTDEPLOY_LIMIT_S);
  settle({ postdeploy: { output, exitCode: end.status } });
  return end.status === 0 ? undefined : `postdeploy exited with status ${end.status}`;
}

function configVarsOfApp(platform: Platform, id: string): Readonly<Record<string, string>> {
  const app = platform.store.findApp(id);
  return app === undefined ? {} : configVarsNow(app);
}

/** What app.json starts in a new app, before its first slug brings the process types. */
function takeFormation(platform: Platform, id: string, appJson: AppJson | undefined): void {
  const at = platform.now().toISOString();
  platform.store.changeApp(id, (draft) => {
    for (const [type, { quantity, size }] of appJson?.formation ?? [])
      draft.formation[type] = {
        id: crypto.randomUUID(),
        quantity,
        size: size === undefined ? 'basic' : dynoSize(size).name,
        createdAt: at,
        updatedAt: at,
      };
  });
}

/** The app.json of a source, with what it says for review apps in place of the rest. */
function readAppJson(folder: string, environment: 'review' | undefined): AppJson | undefined {
  const path = join(folder, 'app.json');
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const problems = parseAppJson(text).problems;
  if (problems.length > 0) throw new Error(`app.json: ${problems[0]?.message}`);
  if (environment === undefined) return parseAppJson(text);
  const json = JSON.parse(text) as { environments?: { review?: Record<string, unknown> } };
  return parseAppJson(JSON.stringify({ ...json, ...json.environments?.review }));
}
