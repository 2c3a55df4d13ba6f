import type { PackageManagerId } from '../../../project/dependencies.ts';
import type { Buildpack } from '../report.ts';

/** What the last successful build left. Fields that an older build did not record are undefined. */
export interface CacheRecord {
  readonly stack: string | undefined;
  /** As X.Y.Z. */
  readonly pythonVersion: string | undefined;
  readonly packageManager: string | undefined;
  readonly packageManagerVersion: string | undefined;
  /** SHA-256 of the bytes of `requirements.txt` or `Pipfile.lock`, whichever was installed from. */
  readonly inputSha256: string | undefined;
  /** True for a cache that still carries the SQLite headers of an old buildpack. */
  readonly hasSqliteHeaders?: boolean;
}

/** What this build would need the cache to be. */
export interface CacheNeeds {
  readonly stack: string;
  readonly pythonVersion: string;
  readonly packageManager: PackageManagerId;
  readonly packageManagerVersion: string;
  readonly inputSha256: string;
}

export interface CacheVerdict {
  readonly status: 'empty' | 'reused' | 'discarded' | 'partly-reused';
  /** Short names of everything that changed, such as `python-version-changed:3.13.14->3.13.15`. */
  readonly reasons: readonly string[];
}

/**
 * Decides whether the cache is used; every reason against it is listed. Poetry and uv remove what a
 * changed lock no longer names, so theirs stays.
 */
export function judgeCache(
  record: CacheRecord | undefined,
  needs: CacheNeeds,
  buildpack: Buildpack,
): CacheVerdict {
  if (record === undefined) return { status: 'empty', reasons: [] };
  const reasons: string[] = [];
  const compare = (name: string, before: string | undefined, now: string): void => {
    if (before !== now) reasons.push(`${name}-changed:${before ?? 'unknown'}->${now}`);
  };
  compare('stack', record.stack, needs.stack);
  compare('python-version', record.pythonVersion, needs.pythonVersion);
  const baseChanged = reasons.length > 0;
  if (record.packageManager === undefined && buildpack === 'classic')
    // "The buildpack cache format has changed": a cache of v251 or older, which recorded none.
    reasons.push('cache-format-changed');
  else if (record.packageManager !== needs.packageManager)
    compare('package-manager', record.packageManager, needs.packageManager);
  else
    compare(
      `${needs.packageManager}-version`,
      record.packageManagerVersion,
      needs.packageManagerVersion,
    );
  // The Cloud Native Buildpack keeps Python, tool and packages in layers of their own; the
  // packages' layer of pip is made anew each time.
  if (buildpack === 'cnb') {
    if (baseChanged)
      return {
        status: 'discarded',
        reasons: reasons.filter((reason) => !/^(pip|poetry|uv|package-manager)-/.test(reason)),
      };
    return { status: reasons.length > 0 ? 'partly-reused' : 'reused', reasons };
  }
  if (record.packageManager === needs.packageManager && record.inputSha256 !== needs.inputSha256) {
    if (needs.packageManager === 'pip') reasons.push('requirements-txt-changed');
    if (needs.packageManager === 'pipenv') reasons.push('pipfile-lock-changed');
  }
  if (record.hasSqliteHeaders) reasons.push('legacy-sqlite3-headers');
  return { status: reasons.length > 0 ? 'discarded' : 'reused', reasons };
}
