import type { Project } from '../project/project.ts';
import { lineAndColumn, type Place } from '../python/source-range.ts';
import type { Remark } from './exercise.ts';

/** The one-based line of a place; undefined when its file is not in the tree. */
export function lineOf({ files }: Project, { file, start }: Place): number | undefined {
  const text = files.text(file);
  return text === undefined ? undefined : lineAndColumn(text, start).line;
}

/** Where a remark points to; empty for the project as a whole. */
type Where = Partial<Pick<Remark, 'file' | 'line'>>;

/** A place as a remark names it. */
export function placeOf(project: Project, at: Place): Where {
  return { file: at.file, line: lineOf(project, at) };
}

/** Where production sets a setting; else its file alone. */
export function settingPlace(project: Project, name: string): Where {
  const settings = project.site?.production;
  const state = settings?.get(name);
  if (state !== undefined && state.state !== 'absent' && state.at !== undefined)
    return placeOf(project, state.at);
  return settings?.file === undefined ? {} : { file: settings.file };
}

/** The first line that matches, in the first file of that name that has one. */
export function lineWith({ files }: Project, name: RegExp, pattern: RegExp): Where {
  for (const file of files.paths.filter((path) => name.test(path))) {
    const text = files.text(file) ?? '';
    const index = text.search(pattern);
    if (index >= 0) return { file, line: text.slice(0, index).split('\n').length };
  }
  return {};
}
