import { createHash } from 'node:crypto';
import { isTable, tomlMember } from './plain-toml.ts';

type Table = Readonly<Record<string, unknown>>;

/**
 * The hash that Pipenv keeps of a Pipfile's meaning; undefined where it cannot be told: addresses
 * with variables, and groups of a person's own, which enter the hash in ways that differ between
 * versions. Source: Pipenv 2026.7.1; read 2026-11-24.
 */
export function pipfileHash(pipfile: Table): string | undefined {
  const { source } = pipfile;
  if (
    !Array.isArray(source) ||
    !source.every((one) => /^https?:\/\/[^$]+$/.test(String(tomlMember(one, 'url'))))
  )
    return undefined;
  const known = [
    'source',
    'packages',
    'dev-packages',
    'requires',
    'scripts',
    'pipfile',
    'pipenv',
    'build-system',
    'tool',
  ];
  if (Object.keys(pipfile).some((name) => !known.includes(name))) return undefined;
  const meaning = {
    _meta: { requires: pipfile.requires ?? {}, sources: source },
    default: pipfile.packages ?? {},
    develop: pipfile['dev-packages'] ?? {},
  };
  return sha256(sortedJson(meaning, ',', ':'));
}

/**
 * The hashes under which Poetry takes a lock for that of a pyproject: with dependency groups and,
 * from before 2.3, without. Source: Poetry 2.4.1; read 2026-11-24.
 */
export function pyprojectHashes(pyproject: Table): readonly string[] {
  const table = pick(tomlMember(pyproject, 'project'), [
    'requires-python',
    'dependencies',
    'optional-dependencies',
  ]);
  const poetry = tomlMember(pyproject, 'tool', 'poetry');
  const groups = tomlMember(pyproject, 'dependency-groups');
  const all = isTable(groups) && Object.keys(groups).length > 0 ? groups : undefined;
  return [all, undefined].map((given) => {
    const content: Record<string, unknown> = {};
    if (Object.keys(table).length > 0) content.project = table;
    if (given !== undefined) content['dependency-groups'] = given;
    const modern = Object.keys(content).length > 0;
    const legacy: Record<string, unknown> = pick(poetry, [
      'dependencies',
      'source',
      'extras',
      'dev-dependencies',
      'group',
    ]);
    // A project without [project] is hashed as before it existed: absent tables count as null.
    if (!modern)
      for (const name of ['dependencies', 'source', 'extras', 'dev-dependencies'])
        legacy[name] ??= null;
    if (modern) content.tool = { poetry: legacy };
    return sha256(sortedJson(modern ? content : legacy, ', ', ': '));
  });
}

function pick(table: unknown, names: readonly string[]): Record<string, unknown> {
  if (!isTable(table)) return {};
  return Object.fromEntries(
    names.filter((name) => table[name] !== undefined).map((name) => [name, table[name]]),
  );
}

/** JSON as Python writes it: keys sorted, everything beyond ASCII escaped. */
function sortedJson(value: unknown, comma: string, colon: string): string {
  if (Array.isArray(value))
    return `[${value.map((one) => sortedJson(one, comma, colon)).join(comma)}]`;
  if (!isTable(value)) return asciiJson(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${asciiJson(name)}${colon}${sortedJson(member, comma, colon)}`).join(comma)}}`;
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
