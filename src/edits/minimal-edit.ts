import type { TextEdit } from './text-edit.ts';

/**
 * The one edit that turns a text into another: what both begin and end with stays. No edit when
 * they are equal.
 */
export function minimalEdit(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const limit = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < limit && before[prefix] === after[prefix]) prefix += 1;
  let suffix = 0;
  while (
    suffix < limit - prefix &&
    before[before.length - 1 - suffix] === after[after.length - 1 - suffix]
  )
    suffix += 1;
  return [
    {
      start: prefix,
      end: before.length - suffix,
      text: after.slice(prefix, after.length - suffix),
    },
  ];
}
