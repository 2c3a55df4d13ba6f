import { compareCycles } from '../facts/end-of-life.ts';
import type { IndexRelease } from '../facts/sources/index-page.ts';
import type { Vulnerability } from '../facts/sources/release-metadata.ts';
import type { PackageReader } from '../machine/package-reader.ts';
import { filter, isVersion, satisfies } from '../project/dependencies/pep440.ts';
import type { Repository } from '../project/repository.ts';

/** A declared package beside what the index says of it. */
export interface DeclaredPackage {
  readonly name: string;
  readonly from: string;
  /** The locked or pinned version, else the newest that the range admits. */
  readonly inUse: string | undefined;
  readonly newest: string | undefined;
  /** `Requires-Python` of the release in use. */
  readonly python: string | undefined;
  /** Series of Django that the release in use declares, oldest first; empty when it declares none. */
  readonly djangos: readonly string[];
  /** Undefined when the index did not tell. */
  readonly vulnerabilities: readonly Vulnerability[] | undefined;
  /** The release that first declares a later series of Django, by series; undefined for none. */
  readonly raises: readonly { readonly django: string; readonly to: string | undefined }[];
  /** What the index did not tell, a sentence each. */
  readonly unknown: readonly string[];
}

/** Packages that are looked up, and how many of them at once. */
const MOST_PACKAGES = 300;
const AT_ONCE = 8;

/**
 * Every declared package with what the index says, by name. `djangos` are the series that the plan
 * goes through, oldest first.
 */
export async function describePackages(
  repository: Repository,
  reader: PackageReader,
  context: { readonly python: string | undefined; readonly djangos: readonly string[] },
): Promise<readonly DeclaredPackage[]> {
  const declared = declaredPackages(repository);
  const found: DeclaredPackage[] = [];
  for (let at = 0; at < declared.length; at += AT_ONCE)
    found.push(
      ...(await Promise.all(
        declared.slice(at, at + AT_ONCE).map((one) => describePackage(one, reader, context)),
      )),
    );
  return found;
}

interface Declared {
  readonly name: string;
  readonly from: string;
  readonly exact: string | undefined;
  readonly specifier: string;
  readonly isAddress: boolean;
}

function declaredPackages({ dependencies }: Repository): readonly Declared[] {
  const found = new Map<string, Declared>();
  for (const { normalizedName: name, specifier, url, at } of dependencies.requirements) {
    if (found.has(name)) continue;
    const locked = dependencies.locked.get(name);
    found.set(name, {
      name,
      from: locked?.at.file ?? at.file,
      exact: locked?.value ?? /^={2,3}([^*,]+)$/.exec(specifier)?.[1],
      specifier,
      isAddress: url !== undefined,
    });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, MOST_PACKAGES);
}

async function describePackage(
  { name, from, exact, specifier, isAddress }: Declared,
  reader: PackageReader,
  context: { readonly python: string | undefined; readonly djangos: readonly string[] },
): Promise<DeclaredPackage> {
  const nothing = {
    newest: undefined,
    python: undefined,
    djangos: [],
    vulnerabilities: undefined,
    raises: [],
  };
  if (isAddress)
    return { name, from, inUse: exact, ...nothing, unknown: ['it comes from an address'] };
  const page = await reader.releases(name);
  if (!page.ok) return { name, from, inUse: exact, ...nothing, unknown: [page.problem] };
  const releases = page.value;
  const inUse = exact ?? newestAdmitted(releases, specifier, context.python);
  const release = releases.find(({ version }) => version === inUse);
  const unknown: string[] = [];
  if (inUse === undefined) unknown.push(`no release fits ${specifier}`);
  else if (release === undefined) unknown.push(`the package index does not know ${inUse}`);
  const [declares, known] = await Promise.all([
    release === undefined ? undefined : reader.djangos(name, release),
    inUse === undefined ? undefined : reader.vulnerabilities(name, inUse),
  ]);
  if (declares?.ok === false) unknown.push(`which Django it declares: ${declares.problem}`);
  if (known?.ok === false) unknown.push(`known vulnerabilities: ${known.problem}`);
  const djangos = declares?.ok === true ? declares.value : [];
  const later = releases.filter(({ version }) => compareCycles(version, inUse ?? version) > 0);
  const reached = djangos.at(-1);
  const raises = [];
  // Django itself is what the plan raises.
  for (const django of name === 'django' || reached === undefined ? [] : context.djangos) {
    if (compareCycles(reached!, django) >= 0) continue;
    raises.push({ django, to: (await firstDeclaring(name, later, django, reader))?.version });
  }
  return {
    ...{ name, from, inUse, djangos, raises, unknown },
    newest: releases.at(-1)?.version,
    python: release?.requiresPython,
    vulnerabilities: known?.ok === true ? known.value : undefined,
  };
}

function newestAdmitted(
  releases: readonly IndexRelease[],
  specifier: string,
  python: string | undefined,
): string | undefined {
  const installable = releases.filter(
    ({ requiresPython, version }) =>
      isVersion(version) &&
      (python === undefined ||
        requiresPython === undefined ||
        satisfies(`${python}.99`, requiresPython)),
  );
  const versions = installable.map(({ version }) => version);
  return (specifier === '' ? versions : filter(versions, specifier)).at(-1);
}

/**
 * The first release whose declared Djangos reach the series. Halves the list, as releases declare
 * later and later series: eight questions for two hundred releases.
 */
async function firstDeclaring(
  name: string,
  releases: readonly IndexRelease[],
  django: string,
  reader: PackageReader,
): Promise<IndexRelease | undefined> {
  let found: IndexRelease | undefined;
  let [low, high] = [0, releases.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const declares = await reader.djangos(name, releases[middle]!);
    const reached = declares.ok ? declares.value.at(-1) : undefined;
    if (reached !== undefined && compareCycles(reached, django) >= 0) {
      found = releases[middle];
      high = middle - 1;
    } else low = middle + 1;
  }
  return found;
}
