import { randomBytes, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runBuild } from '../../heroku/buildpack/build.ts';
import type { Slug } from '../../heroku/buildpack/report.ts';
import type { Platform } from '../platform-parts.ts';
import { configVarsNow } from '../state/app-ledger.ts';
import type { BuildRecord, SlugRecord } from '../state/records.ts';
import { releaseApp } from './release-app.ts';

/** What a build takes. */
export interface BuildRequest {
  /** A folder with the source as git has it. */
  readonly sourceFolder: string;
  readonly commit: string;
  /** Each line, as `git push` shows it behind `remote: `. */
  readonly onLine: (line: string) => void;
}

/** What a build and its release came to. */
export interface BuildEnd {
  readonly status: 'succeeded' | 'failed';
  /** Undefined when the build failed. */
  readonly version: number | undefined;
}

/** Puts a build on record, before it has its turn in the app's queue. */
export function recordBuild(
  platform: Platform,
  appId: string,
  given: Pick<BuildRecord, 'commit' | 'sourceUrl'>,
): { readonly build: BuildRecord; readonly stream: ReturnType<Platform['streams']['open']> } {
  const stream = platform.streams.open();
  const at = platform.now().toISOString();
  const build: BuildRecord = {
    id: randomUUID(),
    status: 'pending',
    ...given,
    streamKey: stream.key,
    stack: platform.store.findApp(appId)?.buildStack ?? '',
    createdAt: at,
    updatedAt: at,
  };
  platform.store.changeApp(appId, (draft) => void draft.builds.push(build));
  return { build, stream };
}

/**
 * Builds a slug and releases it. Only in the app's queue. A build that fails changes nothing but its
 * own record.
 */
export async function buildApp(
  platform: Platform,
  appId: string,
  buildId: string,
  { sourceFolder, commit, onLine }: BuildRequest,
): Promise<BuildEnd> {
  const app = platform.store.findApp(appId);
  if (app === undefined) return { status: 'failed', version: undefined };
  const slugId = randomUUID();
  const workFolder = platform.store.slugFolder(slugId);
  // The platform builds in a folder of that form, and nobody wants to read ours in a traceback.
  const shown = `/tmp/build_${randomBytes(4).toString('hex')}`;
  const log = (line: string): void =>
    onLine(line.replaceAll(join(workFolder, 'app'), shown).replaceAll(sourceFolder, shown));
  onLine(`-----> Building on the ${stackTitle(app.buildStack)} stack`);
  onLine(
    app.buildpacks.length === 0
      ? '-----> Determining which buildpack to use for this app'
      : '-----> Using buildpack: heroku/python',
  );
  const fail = (): BuildEnd => {
    rmSync(workFolder, { recursive: true, force: true });
    settleBuild(platform, appId, buildId, { status: 'failed' });
    return { status: 'failed', version: undefined };
  };
  const foreign = app.buildpacks.filter((one) => !isPython(one));
  if (foreign.length > 0) {
    onLine(` !     This platform builds with heroku/python alone, not with ${foreign.join(', ')}.`);
    return fail();
  }
  const result = await runBuild({
    root: sourceFolder,
    workFolder,
    configVars: configVarsNow(app),
    stack: app.buildStack,
    buildpack: 'classic',
    mode: 'build',
    strict: false,
    env: platform.env,
    signal: platform.signal,
    log,
  }).catch((error: unknown) => {
    if (platform.signal.aborted) throw error;
    onLine(` !     ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  });
  if (result?.slug === undefined) return fail();
  for (const line of result.differences) onLine(`       ${line}`);
  for (const part of ['home', 'cache', 'tmp'])
    rmSync(join(workFolder, part), { recursive: true, force: true });
  const slug = slugRecord(result.slug, {
    id: slugId,
    commit,
    stack: app.buildStack,
    createdAt: platform.now().toISOString(),
  });
  return await releaseSlug(platform, appId, { buildId, slug, onLine });
}

function slugRecord(
  { processTypes, slugBytes }: Slug,
  of: Pick<SlugRecord, 'id' | 'commit' | 'stack' | 'createdAt'>,
): SlugRecord {
  return {
    ...of,
    commitDescription: '',
    processTypes: Object.fromEntries(processTypes),
    bytes: slugBytes,
    buildpack: 'heroku/python',
  };
}

async function releaseSlug(
  platform: Platform,
  appId: string,
  {
    buildId,
    slug,
    onLine,
  }: { readonly buildId: string; readonly slug: SlugRecord } & Pick<BuildRequest, 'onLine'>,
): Promise<BuildEnd> {
  onLine('-----> Launching...');
  const printLines = (text: string): void => text.trimEnd().split('\n').forEach(onLine);
  const hasCommand = slug.processTypes.release !== undefined;
  const release = await releaseApp(
    platform,
    appId,
    { description: `Deploy ${slug.commit.slice(0, 8)}`, slug: slug.id },
    {
      change: (draft) => void draft.slugs.push(slug),
      onOutput: printLines,
      onCreated: ({ version }) => {
        if (hasCommand) {
          onLine(
            ' !     Release command declared: this new release will not be available until the command succeeds.',
          );
        }
        onLine(`       Released v${version}`);
        if (hasCommand) onLine('Running release command...');
      },
    },
  );
  settleBuild(platform, appId, buildId, {
    status: 'succeeded',
    slug: slug.id,
    release: release.id,
  });
  return { status: release.status === 'failed' ? 'failed' : 'succeeded', version: release.version };
}

function settleBuild(
  platform: Platform,
  appId: string,
  buildId: string,
  end: Pick<BuildRecord, 'status'> & Partial<Pick<BuildRecord, 'slug' | 'release'>>,
): void {
  platform.store.changeApp(appId, (draft) => {
    const build = draft.builds.find(({ id }) => id === buildId);
    if (build !== undefined) Object.assign(build, end, { updatedAt: platform.now().toISOString() });
  });
}

function stackTitle(stack: string): string {
  return stack.replace(/^heroku-/, 'Heroku-');
}

function isPython(buildpack: string): boolean {
  return /(^|[/:])heroku\/python$|heroku-buildpack-python|\/heroku\/python\.tgz$/.test(buildpack);
}
