import type { Requirement } from '../dependencies.ts';
import { normalizeName } from './requirement-text.ts';
import { fromKey, fromText } from './toml-requirement.ts';
import { type TomlNode, tomlAt } from './toml-tree.ts';

/**
 * The requirements of a pyproject.toml: PEP 621, dependency groups (PEP 735), uv and Poetry. What a
 * normal install takes has the group `main`, the rest that of its table; an optional dependency of
 * Poetry has `optional`.
 */
export function pyprojectRequirements(root: TomlNode): Requirement[] {
  const standard = texts(tomlAt(root, 'project', 'dependencies'), 'main');
  const named = new Set(standard.map(({ normalizedName }) => normalizedName));
  const poetry = tomlAt(root, 'tool', 'poetry');
  // Beside `project.dependencies`, Poetry's own table only says where a package comes from.
  const own = poetryTable(tomlAt(poetry, 'dependencies'), 'main').filter(
    ({ normalizedName }) => !named.has(normalizedName),
  );
  return [
    ...standard,
    ...own,
    ...groups(tomlAt(root, 'project', 'optional-dependencies')),
    ...groups(tomlAt(root, 'dependency-groups')),
    ...texts(tomlAt(root, 'tool', 'uv', 'dev-dependencies'), 'dev'),
    ...poetryTable(tomlAt(poetry, 'dev-dependencies'), 'dev'),
    ...[...(tomlAt(poetry, 'group')?.members ?? [])].flatMap(([name, table]) =>
      poetryTable(table.members.get('dependencies'), name),
    ),
  ];
}

/** True when the file declares what a project needs, and is not only the configuration of tools. */
export function declaresRequirements(root: TomlNode): boolean {
  return (
    tomlAt(root, 'project') !== undefined ||
    tomlAt(root, 'tool', 'poetry') !== undefined ||
    tomlAt(root, 'dependency-groups') !== undefined
  );
}

function texts(array: TomlNode | undefined, group: string): Requirement[] {
  return (array?.items ?? []).flatMap((item) => fromText(item, group) ?? []);
}

function groups(table: TomlNode | undefined): Requirement[] {
  return [...(table?.members ?? [])].flatMap(([name, array]) =>
    texts(array, name === 'main' ? 'main-group' : name),
  );
}

function poetryTable(table: TomlNode | undefined, group: string): Requirement[] {
  return [...(table?.members ?? [])]
    .filter(([name]) => normalizeName(name) !== 'python')
    .flatMap(([name, node]) =>
      fromKey(name, node, node.members.get('optional')?.value === true ? 'optional' : group),
    );
}
