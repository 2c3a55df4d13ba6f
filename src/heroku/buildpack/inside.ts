import { lstatSync, readlinkSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { type BuildFailure, fail } from './refusal.ts';
import type { BuildState } from './state.ts';

/** Where links to the world outside lead in a build: a name that is never there. */
const NOWHERE = '/nowhere-outside-of-the-app';

/**
 * Links into these lead to the same programs on the platform, and nothing of a build writes there.
 */
const SYSTEM = ['/usr/', '/bin/', '/dev/null'];

/**
 * Makes links among these paths that lead out of the folder lead nowhere, as they would on the
 * platform; otherwise a build would write through them into the developer's files. Returns their
 * paths.
 */
export function cutOutwardLinks(folder: string, paths: readonly string[]): readonly string[] {
  const root = realpathSync(folder);
  return paths.filter((path) => {
    const link = join(root, path);
    if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return false;
    const target = resolve(dirname(link), readlinkSync(link));
    const outward = [target, realPath(link) ?? target].some(
      (one) => !isInside(root, one) && !isSystemFile(one),
    );
    if (!outward) return false;
    rmSync(link);
    symlinkSync(NOWHERE, link);
    return true;
  });
}

/**
 * The end of the build when a folder that the platform makes cannot be made inside of the app,
 * because something of the app leads it elsewhere; undefined when it can. The platform meets the
 * same and has no name for it.
 */
export function refuseOutside(
  state: BuildState,
  path: string,
  stage: BuildFailure['stage'],
): BuildFailure | undefined {
  const root = realpathSync(state.folder);
  let existing = join(state.folder, path);
  while (lstatSync(existing, { throwIfNoEntry: false }) === undefined) existing = dirname(existing);
  const real = realPath(existing);
  const usable = real !== undefined && isInside(root, real) && lstatSync(real).isDirectory();
  if (usable) return undefined;
  return fail(stage, 'internal-error::unhandled', `mkdir -p ${path}`, {
    evidence: [`${path} is taken by something that is no folder of the app`],
  });
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root + sep);
}

/** Folders of the system are left out: a build could write into one through a link. */
function isSystemFile(path: string): boolean {
  if (!SYSTEM.some((start) => path.startsWith(start))) return false;
  return lstatSync(realPath(path) ?? path, { throwIfNoEntry: false })?.isDirectory() !== true;
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
