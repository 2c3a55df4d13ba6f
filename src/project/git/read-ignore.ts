import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { readWithinLimits } from '../file-limits.ts';
import { readRegularText } from '../read-regular-file.ts';
import type { GitRepository } from './read-repository.ts';

/**
 * The ignore rules that hold in one folder: those of the user, the repository and every
 * `.gitignore` from the top down to the folder.
 */
export interface IgnoreRules {
  /**
   * True when the path (relative to the top, with `/`; a `/` at the end for a folder) or a folder
   * above it is ignored.
   */
  ignores(path: string): boolean;
}

/**
 * Reads the rules from the top of a work tree, or of a folder outside git (`repository` undefined),
 * each `.gitignore` once.
 */
export function readIgnore(
  top: string,
  repository: GitRepository | undefined,
): (folder: string) => IgnoreRules {
  const options = { ignorecase: repository?.ignoresCase ?? false };
  const chains = new Map<string, Ignore>();
  // Git lets the deeper file win, then the last line: so the rules stand in one list, the weakest
  // first.
  const outer = ignore(options);
  if (repository !== undefined) {
    for (const path of [repository.globalIgnoreFile, join(repository.sharedFolder, 'info/exclude')])
      outer.add(linesOf(readRegularText(path)));
  }
  const rulesIn = (folder: string): Ignore => {
    const known = chains.get(folder);
    if (known !== undefined) return known;
    const parent =
      folder === ''
        ? outer
        : rulesIn(folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '');
    // Git does not follow a .gitignore that is a symbolic link.
    const read = readWithinLimits(join(top, folder, '.gitignore'), { follow: false });
    const rules = read.ok
      ? ignore(options)
          .add(parent)
          .add(linesOf(read.bytes.toString('utf8')).flatMap((line) => anchor(line, folder)))
      : parent;
    chains.set(folder, rules);
    return rules;
  };
  return rulesIn;
}

function linesOf(text: string | undefined): string[] {
  return (text ?? '').replace(/^\ufeff/, '').split(/\r?\n/);
}

/** A rule as it would stand at the top; none for a comment or a blank line. */
function anchor(line: string, folder: string): string[] {
  if (folder === '') return [line];
  if (/^(#|\s*$)/.test(line)) return [];
  const negated = line.startsWith('!');
  const pattern = negated ? line.slice(1) : line.replace(/^\\([#!])/, '$1');
  const above = folder.replace(/[\\*?[\]!#]/g, '\\$&');
  // A slash before the end ties a rule to its folder; without one it holds at any depth below.
  const tied = /\/./.test(pattern.trimEnd());
  return [`${negated ? '!' : ''}/${above}/${tied ? pattern.replace(/^\//, '') : `**/${pattern}`}`];
}
