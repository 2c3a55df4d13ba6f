import type { Repository } from '../project/repository.ts';
import { lineAndColumn, type SourceRange } from '../python/source-range.ts';
import type { Remark } from './exercise.ts';

/** The one-based line of a place; undefined when its file is not in the tree. */
export function lineOf({ files }: Repository, { file, start }: SourceRange): number | undefined {
  const text = files.text(file);
  return text === undefined ? undefined : lineAndColumn(text, start).line;
}

/** Where a remark points to; empty for the project as a whole. */
type Where = Partial<Pick<Remark, 'file' | 'line'>>;

/** A place as a remark names it. */
export function placeOf(repository: Repository, at: SourceRange): Where {
  return { file: at.file, line: lineOf(repository, at) };
}

/** Where production sets a setting; else its file alone. */
export function settingPlace(repository: Repository, name: string): Where {
  const settings = repository.djangoProject?.production;
  const state = settings?.get(name);
  if (state !== undefined && state.state !== 'absent' && state.at !== undefined)
    return placeOf(repository, state.at);
  return settings?.file === undefined ? {} : { file: settings.file };
}

/** The first line that matches, in the first file of that name that has one. */
export function lineWith({ files }: Repository, name: RegExp, pattern: RegExp): Where {
  for (const file of files.paths.filter((path) => name.test(path))) {
    const text = files.text(file) ?? '';
    const index = text.search(pattern);
    if (index >= 0) return { file, line: text.slice(0, index).split('\n').length };
  }
  return {};
}
