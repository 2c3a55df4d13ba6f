import { lineAndColumn, type Place } from '../project/place.ts';
import type { Project } from '../project/project.ts';

/** The one-based line of a place; undefined when its file is not in the tree. */
export function lineOf({ files }: Project, { file, start }: Place): number | undefined {
  const text = files.text(file);
  return text === undefined ? undefined : lineAndColumn(text, start).line;
}
