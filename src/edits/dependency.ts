import { normalizeName, requirementLines } from './requirement-lines.ts';
import {
  addRequirement,
  removeRequirement,
  renderRequirement,
  type WantedRequirement,
} from './requirements.ts';
import type { EditResult } from './text-edit.ts';
import { addTomlKey, removeTomlKey, setTomlValue } from './toml.ts';
import { addTomlItem, removeTomlItem } from './toml-items.ts';
import { readTomlValue } from './toml-source.ts';

/** The kinds of file that a person edits to add a production dependency. */
export type EditableDependencyKind = 'requirements' | 'pip-tools-input' | 'pyproject' | 'pipfile';

/** True for a kind that a person edits. */
export function isEditableKind(kind: string | undefined): kind is EditableDependencyKind {
  return (
    kind !== undefined && ['requirements', 'pip-tools-input', 'pyproject', 'pipfile'].includes(kind)
  );
}

/**
 * The edits that declare a package in the main group of a dependency file, in that file's own
 * language: a requirement line, an item of `project.dependencies`, or a key of Poetry's or Pipenv's
 * table. A package that is declared, in any spelling, stays as it is; one that Poetry calls
 * optional no longer is.
 */
export function addDependency(
  kind: EditableDependencyKind,
  text: string,
  wanted: WantedRequirement,
): EditResult {
  if (kind === 'requirements' || kind === 'pip-tools-input') return addRequirement(text, wanted);
  const isSame = (name: string): boolean => normalizeName(name) === normalizeName(wanted.name);
  if (kind === 'pipfile')
    return addTomlKey(text, ['packages'], wanted.name, tableValue(wanted), isSame);
  const poetry = ['tool', 'poetry', 'dependencies'];
  const repository = ['project', 'dependencies'];
  if (readTomlValue(text, repository) === undefined && readTomlValue(text, poetry) !== undefined) {
    return addPoetryKey(text, poetry, wanted, isSame);
  }
  const dynamic = readTomlValue(text, ['project', 'dynamic']);
  if (Array.isArray(dynamic) && dynamic.includes('dependencies')) {
    const because =
      '[project] declares its dependencies as dynamic, so the build backend reads them from another file';
    return { ok: false, because };
  }
  return addTomlItem(text, repository, renderRequirement(wanted), (item) =>
    requirementLines(item).some(({ name }) => isSame(name)),
  );
}

/**
 * An optional dependency counts as none: the build installs no extras. It stays in those that name
 * it.
 */
function addPoetryKey(
  text: string,
  table: readonly string[],
  wanted: WantedRequirement,
  isSame: (name: string) => boolean,
): EditResult {
  const present = Object.entries((readTomlValue(text, table) ?? {}) as object).find(([name]) =>
    isSame(name),
  );
  return present !== undefined && (present[1] as { optional?: unknown }).optional === true
    ? setTomlValue(text, [...table, present[0], 'optional'], { toml: 'false' })
    : addTomlKey(text, table, wanted.name, tableValue(wanted), isSame);
}

/**
 * The edits that take a package out of the main group of a dependency file. Nothing to do when that
 * does not declare it.
 */
export function removeDependency(
  kind: EditableDependencyKind,
  text: string,
  name: string,
): EditResult {
  if (kind === 'requirements' || kind === 'pip-tools-input') return removeRequirement(text, name);
  const isSame = (other: string): boolean => normalizeName(other) === normalizeName(name);
  if (kind === 'pipfile') return removeTomlKey(text, ['packages'], isSame);
  const item = removeTomlItem(text, ['project', 'dependencies'], (one) =>
    requirementLines(one).some((line) => isSame(line.name)),
  );
  return item.ok && item.edits.length === 0
    ? removeTomlKey(text, ['tool', 'poetry', 'dependencies'], isSame)
    : item;
}

/**
 * What stands behind the key: the specifier, `*` for any version, or an inline table when there are
 * extras.
 */
function tableValue({ specifier, extras = [] }: WantedRequirement): string | { toml: string } {
  const version = specifier === '' ? '*' : specifier;
  if (extras.length === 0) return version;
  return {
    toml: `{extras = [${extras.map((extra) => JSON.stringify(extra)).join(', ')}], version = ${JSON.stringify(version)}}`,
  };
}
