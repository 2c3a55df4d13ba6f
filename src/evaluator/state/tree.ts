import { directoryOf, isAbsolute, joinText, normalPath } from '../values/posix-paths.ts';
import type { Run } from './interpreter.ts';

/**
 * Folders that exist on every dyno, with whatever is in them: nothing can be said about files
 * below.
 */
const FOREIGN = /^\/(?:$|(?:tmp|etc|usr|bin|lib|dev|proc|sys|var|home|opt|app)(?:\/|$))/;

/** The folder of `manage.py` as a path with the root's text. */
export function workingDirectory(run: Run): string {
  return run.djangoRoot === '' ? run.rootText : `${run.rootText}/${run.djangoRoot}`;
}

/** The path made absolute against the working directory, and put in order. */
export function absolutePath(run: Run, path: string): string {
  return normalPath(isAbsolute(path) ? path : joinText([workingDirectory(run), path]));
}

/**
 * The path of a file as the tree has it (`''` for the root itself); undefined when it stands
 * outside of the project.
 */
export function treePath(run: Run, path: string): string | undefined {
  const absolute = absolutePath(run, path);
  if (absolute === run.rootText) return '';
  return absolute.startsWith(`${run.rootText}/`) &&
    !absolute.includes('/../') &&
    !absolute.endsWith('/..')
    ? absolute.slice(run.rootText.length + 1)
    : undefined;
}

/**
 * Whether a path is a file, a folder, or nothing in what git would push; `unknown` outside of the
 * project where the platform has files.
 */
export function lookAt(run: Run, path: string): 'file' | 'folder' | 'nothing' | 'unknown' {
  if (run.written.has(absolutePath(run, path))) return 'unknown';
  const inTree = treePath(run, path);
  if (inTree === undefined) return FOREIGN.test(path) ? 'unknown' : 'nothing';
  if (inTree === '') return 'folder';
  if (run.files.has(inTree)) return 'file';
  return folders(run).has(inTree) ? 'folder' : 'nothing';
}

/** Names of what stands directly in a folder of the tree, sorted. */
export function namesIn(run: Run, path: string): string[] {
  const inTree = treePath(run, path);
  if (inTree === undefined) return [];
  const lead = inTree === '' ? '' : `${inTree}/`;
  const names = run.files.paths
    .filter((one) => one.startsWith(lead))
    .map((one) => one.slice(lead.length).split('/')[0]!);
  return [...new Set(names)];
}

/** The text of a file of the tree; undefined when there is none. */
export function readFile(run: Run, path: string): string | undefined {
  const inTree = treePath(run, path);
  return inTree === undefined ? undefined : run.files.text(inTree);
}

/** The folder of the file that code stands in, as a path with the root's text. */
export function folderOf(run: Run, file: string): string {
  return directoryOf(`${run.rootText}/${file}`);
}

function folders(run: Run): ReadonlySet<string> {
  if (run.folders !== undefined) return run.folders;
  const set = new Set<string>();
  for (const path of run.files.paths) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (set.has(folder)) break;
      set.add(folder);
    }
  }
  run.folders = set;
  return set;
}
