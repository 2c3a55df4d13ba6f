import { directoryOf, isAbsolute, joinText, normalPath } from '../values/posix-paths.ts';
import type { Interpreter } from './interpreter.ts';

/**
 * Folders that exist on every dyno, with whatever is in them: nothing can be said about files
 * below.
 */
const FOREIGN = /^\/(?:$|(?:tmp|etc|usr|bin|lib|dev|proc|sys|var|home|opt|app)(?:\/|$))/;

/** The folder of `manage.py` as a path with the root's text. */
export function workingDirectory(interpreter: Interpreter): string {
  return interpreter.djangoRoot === ''
    ? interpreter.rootText
    : `${interpreter.rootText}/${interpreter.djangoRoot}`;
}

/** The path made absolute against the working directory, and put in order. */
export function absolutePath(interpreter: Interpreter, path: string): string {
  return normalPath(isAbsolute(path) ? path : joinText([workingDirectory(interpreter), path]));
}

/**
 * The path of a file as the tree has it (`''` for the root itself); undefined when it stands
 * outside of the project.
 */
export function treePath(interpreter: Interpreter, path: string): string | undefined {
  const absolute = absolutePath(interpreter, path);
  if (absolute === interpreter.rootText) return '';
  return absolute.startsWith(`${interpreter.rootText}/`) &&
    !absolute.includes('/../') &&
    !absolute.endsWith('/..')
    ? absolute.slice(interpreter.rootText.length + 1)
    : undefined;
}

/**
 * Whether a path is a file, a folder, or nothing in what git would push; `unknown` outside of the
 * project where the platform has files.
 */
export function lookAt(
  interpreter: Interpreter,
  path: string,
): 'file' | 'folder' | 'nothing' | 'unknown' {
  if (interpreter.written.has(absolutePath(interpreter, path))) return 'unknown';
  const inTree = treePath(interpreter, path);
  if (inTree === undefined) return FOREIGN.test(path) ? 'unknown' : 'nothing';
  if (inTree === '') return 'folder';
  if (interpreter.files.has(inTree)) return 'file';
  return folders(interpreter).has(inTree) ? 'folder' : 'nothing';
}

/** Names of what stands directly in a folder of the tree, sorted. */
export function namesIn(interpreter: Interpreter, path: string): string[] {
  const inTree = treePath(interpreter, path);
  if (inTree === undefined) return [];
  const lead = inTree === '' ? '' : `${inTree}/`;
  interpreter.spend(interpreter.files.paths.length / 4);
  const names = interpreter.files.paths
    .filter((one) => one.startsWith(lead))
    .map((one) => one.slice(lead.length).split('/')[0]!);
  return [...new Set(names)];
}

/** The text of a file of the tree; undefined when there is none. */
export function readFile(interpreter: Interpreter, path: string): string | undefined {
  const inTree = treePath(interpreter, path);
  return inTree === undefined ? undefined : interpreter.files.text(inTree);
}

/** The folder of the file that code stands in, as a path with the root's text. */
export function folderOf(interpreter: Interpreter, file: string): string {
  return directoryOf(`${interpreter.rootText}/${file}`);
}

function folders(interpreter: Interpreter): ReadonlySet<string> {
  if (interpreter.folders !== undefined) return interpreter.folders;
  const set = new Set<string>();
  for (const path of interpreter.files.paths) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (set.has(folder)) break;
      set.add(folder);
    }
  }
  interpreter.folders = set;
  return set;
}
