import type { Place } from './place.ts';

/** The version files of the root as they are written; what they mean to a build is decided in `heroku/build`. */
export interface PythonVersionFiles {
  /** `.python-version` and `runtime.txt`, with the lines left after blank and comment lines are dropped, each trimmed. */
  readonly files: ReadonlyMap<
    '.python-version' | 'runtime.txt',
    { readonly lines: readonly { readonly text: string; readonly at: Place }[] }
  >;
  /** Files of the root whose name is a known misspelling of `.python-version`. */
  readonly misspelled: readonly string[];
}
