import { markerHolds } from '../../project/dependencies/marker.ts';
import { compare, isVersion } from '../../project/dependencies/pep440.ts';
import { normalizeName } from '../../project/dependencies/requirement-text.ts';
import type { Requirement } from '../../project/dependencies.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { buildPython } from '../python-version/python-versions.ts';

/** The versions of one package that a build of the project may install. */
export interface PackageVersions {
  /** As the project writes it: `gunicorn==20.1.0`, or the name and version of a lock file. */
  readonly written: string;
  readonly at: SourceRange;
  /** The only version, from a lock file or an exact pin; undefined for a range. */
  readonly exact: string | undefined;
  readonly lower: VersionBound | undefined;
  readonly upper: VersionBound | undefined;
  /** True when the version comes from a lock file, which a tool writes. */
  readonly isLocked: boolean;
}

interface VersionBound {
  readonly version: string;
  readonly isInclusive: boolean;
}

/**
 * The versions of a package of the main group that a build may install: the one of the lock file,
 * else what the declared range admits. Undefined when the package is not declared, comes from a
 * URL, or is declared several times for different environments.
 */
export function packageVersions(repository: Repository, name: string): PackageVersions | undefined {
  const { dependencies } = repository;
  const normalized = normalizeName(name);
  const locked = dependencies.locked.get(normalized);
  const lockFile = dependencies.files.find(
    ({ path, kind }) => kind === 'lock' && path === locked?.at.file,
  );
  if (locked !== undefined && lockFile !== undefined) {
    if (isLockedTwice(repository, lockFile.path, normalized) || !isVersion(locked.value))
      return undefined;
    const written = `${normalized} ${locked.value}`;
    return { ...exactly(locked.value), written, at: locked.at, isLocked: true };
  }
  const python = buildPython(repository)?.line;
  const declared = dependencies.requirements.filter(
    (one) =>
      one.normalizedName === normalized &&
      one.group === 'main' &&
      markerHolds(one.marker, python) !== false,
  );
  const [requirement] = declared;
  if (requirement === undefined || declared.length > 1 || requirement.url !== undefined)
    return undefined;
  if (markerHolds(requirement.marker, python) === undefined) return undefined;
  return { ...rangeOf(requirement), at: requirement.at, isLocked: false };
}

/** True when every version that a build may install is below the given one. */
export function isCertainlyBelow({ upper }: PackageVersions, version: string): boolean {
  if (upper === undefined) return false;
  const order = compare(upper.version, version);
  return order < 0 || (order === 0 && !upper.isInclusive);
}

/** True when every version that a build may install is the given one or a later one. */
export function isCertainlyAtLeast({ lower }: PackageVersions, version: string): boolean {
  return lower !== undefined && compare(lower.version, version) >= 0;
}

/** True when the newest version that a build may install is the given one or a later one. */
export function mayReach({ upper }: PackageVersions, version: string): boolean {
  if (upper === undefined) return true;
  const order = compare(upper.version, version);
  return order > 0 || (order === 0 && upper.isInclusive);
}

function exactly(version: string): Pick<PackageVersions, 'exact' | 'lower' | 'upper'> {
  const bound = { version, isInclusive: true };
  return { exact: version, lower: bound, upper: bound };
}

function rangeOf({
  name,
  extras,
  specifier,
}: Requirement): Pick<PackageVersions, 'exact' | 'lower' | 'upper' | 'written'> {
  const written = `${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}${specifier}`;
  const lowers: VersionBound[] = [];
  const uppers: VersionBound[] = [];
  for (const clause of specifier.split(',')) {
    const [, operator = '', version = ''] = /^(===|==|~=|!=|<=|>=|<|>)(.+)$/.exec(clause) ?? [];
    const star = version.endsWith('.*');
    const base = star ? version.slice(0, -2) : version;
    if (!isVersion(base)) continue;
    if (/^={2,3}$/.test(operator) && !star) return { ...exactly(base), written };
    if (operator === '>=' || operator === '>')
      lowers.push({ version: base, isInclusive: operator === '>=' });
    if (operator === '<' || operator === '<=')
      uppers.push({ version: base, isInclusive: operator === '<=' });
    if (operator === '~=' || (operator === '==' && star)) {
      lowers.push({ version: base, isInclusive: true });
      uppers.push({ version: nextOf(base, star ? 0 : 1), isInclusive: false });
    }
  }
  return {
    written,
    exact: undefined,
    lower: lowers.sort((a, b) => compare(b.version, a.version))[0],
    upper: uppers.sort((a, b) => compare(a.version, b.version))[0],
  };
}

/** The first version that is beyond `1.2.*` (`1.3`), or, with one part dropped, beyond `~=1.2`. */
function nextOf(version: string, dropped: number): string {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10));
  const kept = parts.slice(0, Math.max(parts.length - dropped, 1));
  kept[kept.length - 1] = (kept.at(-1) ?? 0) + 1;
  return kept.join('.');
}

/** A lock for several environments may hold a package in several versions. */
function isLockedTwice(repository: Repository, lockFile: string, name: string): boolean {
  if (!lockFile.endsWith('.lock') || lockFile === 'Pipfile.lock') return false;
  const entries = (repository.files.text(lockFile) ?? '').matchAll(/^name = "([^"]+)"/gm);
  return [...entries].filter((match) => normalizeName(match[1] ?? '') === name).length > 1;
}
