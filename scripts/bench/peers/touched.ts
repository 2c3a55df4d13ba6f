import { execFileSync } from 'node:child_process';

/** What the commits since `from` did to the project's files. */
export interface Touched {
  readonly changed: number;
  readonly added: number;
  /** Moved or deleted. */
  readonly gone: number;
  readonly linesAdded: number;
  readonly linesRemoved: number;
}

/** Counts files and lines that differ between the commit and what is committed now. */
export function countTouched(folder: string, from: string): Touched {
  const git = (...words: string[]): string[] =>
    execFileSync('git', ['diff', '--no-renames', ...words, from, 'HEAD'], {
      cwd: folder,
      encoding: 'utf8',
    })
      .split('\n')
      .filter((line) => line !== '');
  const states = git('--name-status').map((line) => line[0]);
  const lines = git('--numstat').map((line) => line.split('\t').slice(0, 2).map(Number));
  const count = (state: string): number => states.filter((one) => one === state).length;
  const sum = (column: number): number =>
    lines.reduce((total, line) => total + (line[column] || 0), 0);
  return {
    changed: count('M'),
    added: count('A'),
    gone: count('D'),
    linesAdded: sum(0),
    linesRemoved: sum(1),
  };
}
