import type { FileTree } from './file-tree.ts';
import { type PyParse, parsePython } from './parse.ts';

const parses = new WeakMap<FileTree, Map<string, PyParse>>();

/** A Python file of the tree, parsed once for each tree; undefined when there is no such file. */
export function parseFile(files: FileTree, file: string): PyParse | undefined {
  const text = files.text(file);
  if (text === undefined) return undefined;
  const known = parses.get(files) ?? new Map<string, PyParse>();
  parses.set(files, known);
  const parse = known.get(file) ?? parsePython(file, text);
  known.set(file, parse);
  return parse;
}
