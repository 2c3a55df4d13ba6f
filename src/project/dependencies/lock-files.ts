import type { Sourced } from '../../python/source-range.ts';
import { parseJson } from '../json.ts';
import { normalizeName } from './requirement-text.ts';

/** One package of a lock file. */
interface LockedPackage {
  readonly name: string;
  readonly version: Sourced<string>;
  /** Groups that need it, where the file says so. */
  readonly groups: readonly string[] | undefined;
  readonly needs: readonly string[];
}

/** The project itself in a uv.lock. */
const OWN_ENTRY = /^source = \{ (?:virtual|editable) = "\." \}/m;

/**
 * Versions of the `default` section of a Pipfile.lock by normalised name; empty when it is no JSON.
 */
export function readPipfileLock(file: string, text: string): Map<string, Sourced<string>> {
  const parsed = parseJson(text);
  const section = parsed.ok ? parsed.root.members?.get('default')?.node.members : undefined;
  const versions = new Map<string, Sourced<string>>();
  for (const [name, { node }] of section ?? []) {
    const version = node.members?.get('version')?.node;
    if (typeof version?.value !== 'string') continue;
    versions.set(normalizeName(name), {
      value: version.value.replace(/^===?/, ''),
      at: { file, start: version.start, end: version.end },
    });
  }
  return versions;
}

/**
 * Versions of a poetry.lock or uv.lock by normalised name, without packages that only other groups
 * than `main` need: told by the file, else by following the dependencies from `roots` (for uv.lock
 * from the project's own entry). Reads the fixed layout that both tools write, line by line: such
 * files are too long for a whole TOML parser in a check.
 */
export function readTomlLock(
  file: string,
  text: string,
  roots: readonly string[],
): Map<string, Sourced<string>> {
  const packages = new Map<string, LockedPackage>();
  let own: LockedPackage | undefined;
  for (const { 0: block, index } of text.matchAll(
    /^\[\[package\]\]\r?\n(?:(?!^\[\[package\]\]|^\[metadata).*(?:\r?\n|$))*/gm,
  )) {
    const read = readBlock(file, block, index);
    if (read === undefined) continue;
    packages.set(read.name, read);
    if (OWN_ENTRY.test(block)) own = read;
  }
  const wanted = reachable(packages, own === undefined ? roots : own.needs);
  const kept = [...packages.values()].filter(
    (one) => one !== own && (one.groups?.includes('main') ?? wanted.has(one.name)),
  );
  return new Map(kept.map(({ name, version }) => [name, version]));
}

function readBlock(file: string, block: string, offset: number): LockedPackage | undefined {
  const name = /^name = "([^"]+)"/m.exec(block)?.[1];
  const version = /^version = "([^"]+)"/m.exec(block);
  if (name === undefined) return undefined;
  const start = offset + (version?.index ?? 0) + 'version = "'.length;
  return {
    name: normalizeName(name),
    version: {
      value: version?.[1] ?? '',
      at: { file, start, end: start + (version?.[1]?.length ?? 0) },
    },
    groups: readGroups(block),
    needs: readNeeds(block),
  };
}

/** Poetry 2 lists `groups`, Poetry before 1.5 a `category`. */
function readGroups(block: string): string[] | undefined {
  const listed = /^groups = \[([^\]]*)\]/m.exec(block)?.[1];
  if (listed !== undefined) return [...listed.matchAll(/"([^"]+)"/g)].map((match) => match[1]!);
  const category = /^category = "([^"]+)"/m.exec(block)?.[1];
  return category === undefined ? undefined : [category];
}

function readNeeds(block: string): string[] {
  const listed = /^dependencies = \[\r?\n((?:[ \t].*\r?\n)*)\]/m.exec(block)?.[1] ?? '';
  const table = /^\[package\.dependencies\]\r?\n((?:(?!\[).+\r?\n?)*)/m.exec(block)?.[1] ?? '';
  // Extras of the project itself are not installed; those of a package stand in the file only when
  // something asks for them.
  const extras = OWN_ENTRY.test(block)
    ? ''
    : (/^\[package\.optional-dependencies\]\r?\n((?:(?!\[).*\r?\n?)*)/m.exec(block)?.[1] ?? '');
  const names = [
    ...`${listed}${extras}`.matchAll(/name = "([^"]+)"/g),
    ...table.matchAll(/^"?([\w.-]+)"? = /gm),
  ];
  return names.map((match) => normalizeName(match[1]!));
}

function reachable(
  packages: ReadonlyMap<string, LockedPackage>,
  roots: readonly string[],
): Set<string> {
  const found = new Set<string>();
  const pending = [...roots];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    pending.push(...(packages.get(name)?.needs ?? []));
  }
  return found;
}
