import { satisfies } from '@renovatebot/pep440';
import { readToml, tomlMember } from '../dependencies/plain-toml.ts';
import type { FileTree } from '../files.ts';

/** The Python that pyproject.toml requires, when it certainly excludes this version (X.Y.Z); else undefined. */
export function excludingRequirement(files: FileTree, version: string): string | undefined {
  const pyproject = readToml(files.text('pyproject.toml'));
  const wanted = tomlMember(pyproject, 'project', 'requires-python') ?? tomlMember(pyproject, 'tool', 'poetry', 'dependencies', 'python');
  // Poetry's carets, alternatives and the like are left to Poetry.
  if (typeof wanted !== 'string' || /[\^|]|~(?!=)/.test(wanted)) return undefined;
  // It also takes `3.12.*`, which PEP 440 spells with an operator.
  const specifier = /^\d/.test(wanted) ? `==${wanted}` : wanted;
  return satisfies(version, specifier) ? undefined : wanted;
}
