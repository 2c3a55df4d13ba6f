import { satisfies } from '@renovatebot/pep440';
import { readToml, tomlMember } from '../../project/dependencies/plain-toml.ts';
import type { FileTree } from '../../python/file-tree.ts';

/**
 * The Python that pyproject.toml requires, as written and as PEP 440; undefined when it requires
 * none or in Poetry's own spelling.
 */
function wantedPython(
  files: FileTree,
): { readonly written: string; readonly specifier: string } | undefined {
  const pyproject = readToml(files.text('pyproject.toml'));
  const written =
    tomlMember(pyproject, 'project', 'requires-python') ??
    tomlMember(pyproject, 'tool', 'poetry', 'dependencies', 'python');
  // Poetry's carets, alternatives and the like are left to Poetry.
  if (typeof written !== 'string' || /[\^|]|~(?!=)/.test(written)) return undefined;
  // It also takes `3.12.*`, which PEP 440 spells with an operator.
  return { written, specifier: /^\d/.test(written) ? `==${written}` : written };
}

/**
 * The Python that pyproject.toml requires, when it certainly excludes this version (X.Y.Z); else
 * undefined.
 */
export function excludingRequirement(files: FileTree, version: string): string | undefined {
  const wanted = wantedPython(files);
  return wanted === undefined || satisfies(version, wanted.specifier) ? undefined : wanted.written;
}

/**
 * True when pyproject.toml says which Pythons it wants, in a way that can be read, and this version
 * (X.Y.Z) is one of them.
 */
export function admitsPython(files: FileTree, version: string): boolean {
  const wanted = wantedPython(files);
  return wanted !== undefined && satisfies(version, wanted.specifier);
}
