import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { UsageError } from '../facts/usage-error.ts';
import { STAGE } from './stage-files.ts';

/**
 * The path with the links of its folders resolved (with `follow`, its own link too), relative to
 * the root. Refuses what is not below the root.
 */
export function resolveInside(root: string, path: string, follow = false): string {
  const parts = path.split('/');
  const leaves = (): never => {
    throw new UsageError(`${path} is not a place within the project`, { evidence: [path] });
  };
  if (
    parts.some(
      (part) =>
        part === '' ||
        part === '.' ||
        part === '..' ||
        part.includes('\0') ||
        part.includes(sep === '\\' ? '\\' : '\0'),
    )
  )
    leaves();
  if (parts[0] === STAGE || parts.includes('.git')) leaves();
  let folder = root;
  for (const [index, part] of parts.entries()) {
    const next = join(folder, part);
    const isLast = index === parts.length - 1;
    const stats = isLast && !follow ? undefined : lstatOf(next);
    folder = stats?.isSymbolicLink() ? (realOf(next) ?? leaves()) : next;
    if (folder !== root && !folder.startsWith(root + sep)) leaves();
    if (!isLast && stats !== undefined && !statSync(folder).isDirectory()) leaves();
  }
  return relative(root, folder).split(sep).join('/');
}

/** The state of a path itself, not of what it links to; undefined when there is none. */
export function lstatOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
