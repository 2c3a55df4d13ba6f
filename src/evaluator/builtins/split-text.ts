import { PythonRaise } from '../state/raise.ts';

const BLANKS = new Set(' \t\n\r\f\v');

/** A text without the characters at one or both of its ends; blanks when none are named. */
export function strip(
  text: string,
  characters: string | undefined,
  sides: 'both' | 'left' | 'right',
): string {
  const out = characters === undefined ? BLANKS : new Set(characters);
  const units = [...text];
  let start = 0;
  let end = units.length;
  if (sides !== 'right') while (start < end && out.has(units[start]!)) start += 1;
  if (sides !== 'left') while (end > start && out.has(units[end - 1]!)) end -= 1;
  return start === 0 && end === units.length ? text : units.slice(start, end).join('');
}

/**
 * The parts of a text, as `split` and `rsplit` give them: at blanks without a separator, and at
 * most `limit` + 1 parts unless that is negative.
 */
export function split(
  text: string,
  by: string | undefined,
  limit: number,
  fromRight: boolean,
): string[] {
  if (by === undefined) return splitAtBlanks(text, limit, fromRight);
  if (by === '') throw new PythonRaise('ValueError', 'empty separator');
  const parts = text.split(by);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  const cut = parts.length - limit;
  return fromRight
    ? [parts.slice(0, cut).join(by), ...parts.slice(cut)]
    : [...parts.slice(0, limit), parts.slice(limit).join(by)];
}

function splitAtBlanks(text: string, limit: number, fromRight: boolean): string[] {
  const words = [...text.matchAll(/\S+/g)];
  if (limit < 0 || words.length <= limit + 1) return words.map(([word]) => word);
  if (fromRight) {
    const cut = words.length - limit;
    const last = words[cut - 1]!;
    const rest = text.slice(0, last.index + last[0].length).trimStart();
    return [rest, ...words.slice(cut).map(([word]) => word)];
  }
  const rest = text.slice(words[limit]!.index).trimEnd();
  return [...words.slice(0, limit).map(([word]) => word), rest];
}
