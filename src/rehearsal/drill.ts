import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { copySlug } from '../heroku/dyno/copy-slug.ts';
import { lastError } from '../heroku/logs/last-error.ts';
import { type LogLine, printedBy } from '../heroku/logs/log-line.ts';
import type { BuiltSlug, Releases } from '../heroku/release/releases.ts';
import { concludeFrom, type Evidence, type PhaseOutcome, withFacts } from './rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from './rules-of-observations.ts';

export interface DrillOptions {
  readonly releases: Releases;
  /** What serves now. */
  readonly built: BuiltSlug;
  readonly workspaceFolder: string;
  /** Folders of the project's own apps, from the app root. */
  readonly appFolders: readonly string[];
  /** Status that a visitor gets for the first page now. */
  readonly ask: () => Promise<number>;
  /** Lines of the log so far. */
  readonly log: () => readonly LogLine[];
}

/** The name of the migration that fails, and what it raises. */
const MIGRATION = '9999_dynoready_drill';
const RAISED = 'DynoreadyDrill';

/**
 * Releases twice more while the app serves: the same slug, for which the migrations have nothing
 * left to do, and one with a migration that fails, after which the release before has to serve on.
 * The slug with the failing migration is thrown away with the workspace.
 */
export async function drillReleases(options: DrillOptions): Promise<Omit<PhaseOutcome, 'log'>> {
  const { built } = options;
  if (!built.slug.processTypes.has('release')) {
    const seen = 'the Procfile has no release line';
    const expected = 'migrations run before new code serves';
    return concludeFrom([
      {
        id: 'release-again',
        name: 'release again',
        ok: false,
        severity: 'error',
        expected,
        seen,
        rule: RULE.noRelease,
      },
    ]);
  }
  const before = await options.ask();
  const evidence = [await releaseAgain(options, before)];
  const folder = evidence[0]?.ok ? failingSlug(options) : undefined;
  if (folder !== undefined) evidence.push(await releaseFailing(options, folder, before));
  return concludeFrom(evidence);
}

async function releaseAgain(
  { releases, built, ask, log }: DrillOptions,
  before: number,
): Promise<Evidence> {
  const from = log().length;
  const { version, succeeded } = await releases.release('Release once more', built);
  const output = printedBy(log().slice(from), 'release.1');
  const status = await ask();
  const named = {
    id: 'release-again',
    name: 'release again',
    severity: 'error',
    expected: 'the migrations have nothing left to do, and the new release serves',
  } as const;
  if (!succeeded) {
    const error = lastError(output);
    return { ...named, ok: false, seen: `v${version} failed: ${error}`, ...withFacts({ error }) };
  }
  const repeated = /^[ \t]*Applying (\S+)/m.exec(output)?.[1];
  if (repeated !== undefined)
    return { ...named, ok: false, seen: `v${version} applied ${repeated} a second time` };
  return {
    ...named,
    ok: status === before,
    seen: `v${version} serves: ${status}, after ${before} before it`,
  };
}

async function releaseFailing(
  { releases, built, ask, log }: DrillOptions,
  folder: string,
  before: number,
): Promise<Evidence> {
  const from = log().length;
  const { version, succeeded } = await releases.release('A migration that fails', {
    ...built,
    slug: { ...built.slug, folder },
  });
  const output = printedBy(log().slice(from), 'release.1');
  const status = await ask();
  const named = {
    id: 'failing-migration',
    name: 'a migration that fails',
    severity: 'error',
    expected: 'the release fails, and the previous one keeps serving',
  } as const;
  if (succeeded)
    return {
      ...named,
      ok: false,
      seen: `v${version} was released without it: the release line does not migrate`,
      rule: RULE.noRelease,
    };
  const cause = output.includes(RAISED) ? 'its error stopped it' : lastError(output);
  return {
    ...named,
    ok: status === before,
    seen: `v${version} failed (${cause}); v${version - 1} keeps serving: ${status}`,
  };
}

/**
 * A copy of the slug in which one app of the project has a migration that raises; undefined when no
 * app has migrations.
 */
function failingSlug({ built, workspaceFolder, appFolders }: DrillOptions): string | undefined {
  for (const folder of appFolders) {
    const migrations = join(built.slug.folder, folder, 'migrations');
    const names = existsSync(migrations)
      ? readdirSync(migrations).filter((name) => /^\d{4}_\w+\.py$/.test(name))
      : [];
    const last = names.sort().at(-1)?.replace(/\.py$/, '');
    if (last === undefined) continue;
    const copy = join(workspaceFolder, 'drill', 'app');
    copySlug(built.slug.folder, copy);
    writeFileSync(
      join(copy, folder, 'migrations', `${MIGRATION}.py`),
      migrationText(basename(folder), last),
    );
    return copy;
  }
  return undefined;
}

function migrationText(label: string, last: string): string {
  return `from django.db import migrations


class ${RAISED}(Exception):
    pass


def fail(apps, schema_editor):
    raise ${RAISED}("this migration fails on purpose")


class Migration(migrations.Migration):
    dependencies = [("${label}", "${last}")]
    operations = [migrations.RunPython(fail)]
`;
}
