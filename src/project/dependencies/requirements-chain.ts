import type { FileTree } from '../../python/file-tree.ts';
import type { DependencyFile } from '../dependencies.ts';
import { normalizeName } from './requirement-text.ts';
import {
  parseRequirements,
  type RequirementEntry,
  type RequirementsFile,
} from './requirements-file.ts';

/** Requirements files by path, in the order in which they were met. */
export interface RequirementsChain {
  readonly files: ReadonlyMap<string, RequirementsFile>;
  /** In the order in which pip meets them. */
  readonly entries: readonly (RequirementEntry & { readonly normalizedName: string })[];
}

/** Files one within the other; pip itself gives up at about three hundred. */
const MAX_DEPTH = 100;

/**
 * A requirements file and those it takes in with `-r`, each once; a file that is not in the tree is
 * left out. Constraints are no requirements.
 */
export function followRequirements(
  files: FileTree,
  path: string,
  seen = new Set<string>(),
): RequirementsChain {
  const met = new Map<string, RequirementsFile>();
  const visit = (current: string, depth: number): RequirementsChain['entries'] => {
    const isLeftOut = depth > MAX_DEPTH || seen.has(current);
    const text = isLeftOut ? undefined : files.text(current);
    if (text === undefined) return [];
    seen.add(current);
    const read = parseRequirements(current, text);
    met.set(current, read);
    const own = read.requirements.map((entry) => ({
      ...entry,
      normalizedName: normalizeName(entry.name),
    }));
    const included = read.includes
      .filter(({ isConstraint }) => !isConstraint)
      .map((include) => ({
        at: include.at,
        taken: visit(resolvePath(current, include.path), depth + 1),
      }));
    return [...own.map((entry) => ({ at: entry.at, taken: [entry] })), ...included]
      .sort((a, b) => a.at.start - b.at.start)
      .flatMap(({ taken }) => taken);
  };
  const entries = visit(path, 0);
  return { files: met, entries };
}

/** What kind of dependency file a requirements file is, its name regarded. */
export function requirementsKind(path: string, read: RequirementsFile): DependencyFile['kind'] {
  return path.endsWith('.in') ? 'pip-tools-input' : read.kind;
}

/**
 * A path as a file writes it, from the file's own folder, relative to the root; one that leads out
 * of the root keeps its `..`.
 */
export function resolvePath(from: string, written: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of written.replaceAll('\\', '/').split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
