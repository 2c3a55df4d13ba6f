import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { newestPython } from '../interpreter.ts';

const python = await newestPython();

export interface Pair {
  /** What the files end in, which says how they are read. */
  readonly kind: string;
  readonly before: string;
  readonly after: string;
}

/**
 * What CPython reads differently in the two files of each pair: one line a node, key or line of
 * pip's.
 */
export function changesOf(pairs: readonly Pair[]): string[][] {
  const input = JSON.stringify(
    pairs.map(({ kind, before, after }) => ({ kind, before: before.replace('\ufeff', ''), after: after.replace('\ufeff', '') })),
  );
  return JSON.parse(execFileSync(python, [join(import.meta.dirname, 'tree-diff.py')], { input, encoding: 'utf8' })) as string[][];
}
