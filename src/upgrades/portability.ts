import { HEROKU_ONLY, RUNS_ELSEWHERE } from '../facts/heroku-only.ts';
import type { FileTree } from '../python/file-tree.ts';

/** What in a project is tied to Heroku alone, and what runs unchanged where the same file is read. */
export interface Portability {
  readonly tied: readonly {
    readonly id: string;
    readonly what: string;
    /** `path` or `path:line`, each with the text that was found. */
    readonly places: readonly { readonly at: string; readonly text: string }[];
    readonly elsewhere: string;
    readonly source: string;
  }[];
  readonly unchanged: readonly {
    readonly path: string;
    readonly where: string;
    readonly source: string;
  }[];
}

/** Files that are read, and places that are listed of each kind. */
const MOST_FILES = 5_000;
const MOST_PLACES = 20;
const NOT_OURS = /(^|\/)(node_modules|vendor|tests?)\//;

/** What the files of a project show; nothing of it is run. */
export function portability(files: FileTree): Portability {
  const paths = files.paths.filter((path) => !NOT_OURS.test(path)).slice(0, MOST_FILES);
  const tied = HEROKU_ONLY.map(({ id, what, paths: wanted, text, elsewhere, source }) => ({
    ...{ id, what, elsewhere, source },
    places: paths
      .filter((path) => wanted.test(path))
      .flatMap((path) =>
        text === undefined ? [{ at: path, text: path }] : placesIn(path, files.text(path), text),
      )
      .slice(0, MOST_PLACES),
  }));
  return {
    tied: tied.filter(({ places }) => places.length > 0),
    unchanged: RUNS_ELSEWHERE.filter(({ path }) => files.has(path)),
  };
}

function placesIn(
  path: string,
  content: string | undefined,
  wanted: RegExp,
): readonly { readonly at: string; readonly text: string }[] {
  return (content ?? '').split('\n').flatMap((line, index) => {
    const found = /^\s*(#|\/\/)/.test(line) ? null : wanted.exec(line);
    return found === null ? [] : [{ at: `${path}:${index + 1}`, text: found[0].trim() }];
  });
}
