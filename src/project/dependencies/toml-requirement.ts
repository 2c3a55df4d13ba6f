import type { Requirement } from '../dependencies.ts';
import { poetrySpecifier } from './poetry-specifier.ts';
import { normalizeName, parseRequirement } from './requirement-text.ts';
import type { TomlNode } from './toml-tree.ts';

/**
 * The requirement that a PEP 508 string of an array says; undefined for anything else, such as
 * `{include-group = "test"}`.
 */
export function fromText(node: TomlNode, group: string): Requirement | undefined {
  const read = typeof node.value === 'string' ? parseRequirement(node.value) : undefined;
  return read && { ...read, normalizedName: normalizeName(read.name), group, at: node.at };
}

/**
 * The requirements that `name = "^5.2"`, `name = {version = …}` or a list of such tables says, as
 * Poetry and Pipenv write them. A constraint that PEP 440 cannot say (`^4 || ^5`) becomes
 * unbounded.
 */
export function fromKey(name: string, node: TomlNode, group: string): Requirement[] {
  if (node.items.length > 0)
    return node.items.flatMap((item) => fromKey(name, { ...item, whole: node.whole }, group));
  const text = (key: string): string | undefined => {
    const value = node.members.get(key)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const version = typeof node.value === 'string' ? node.value : (text('version') ?? '*');
  const url = ['git', 'url', 'path', 'file', 'hg', 'svn']
    .map(text)
    .find((one) => one !== undefined);
  const extras = node.members.get('extras')?.items.map(({ value }) => String(value)) ?? [];
  const markers = [text('markers'), pythonMarker(text('python'))].filter(
    (one) => one !== undefined,
  );
  return [
    {
      name,
      normalizedName: normalizeName(name),
      extras,
      specifier: url === undefined ? (poetrySpecifier(version) ?? '') : '',
      marker: markers.length === 0 ? undefined : markers.join(' and '),
      url,
      group,
      at: node.whole,
    },
  ];
}

function pythonMarker(python: string | undefined): string | undefined {
  const specifier = python === undefined ? undefined : poetrySpecifier(python);
  if (!specifier) return undefined;
  return specifier
    .split(',')
    .map((clause) => clause.replace(/^([<>=!~]+)(.*)$/, 'python_version $1 "$2"'))
    .join(' and ');
}
