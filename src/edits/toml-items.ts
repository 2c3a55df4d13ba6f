import { getStaticTOMLValue } from 'toml-eslint-parser';
import { insertItem, removeItem } from './sequence.ts';
import type { EditResult } from './text-edit.ts';
import { addKey } from './toml.ts';
import {
  findValue,
  sequenceOf,
  tomlString,
  usualQuote,
  verified,
  withToml,
} from './toml-source.ts';

/**
 * The edits that put a string at the end of an array such as `project.dependencies`; a missing
 * array is added to its table. Nothing to do when `isSame` (equality, if left out) finds one that
 * is there. Declined when the path is no array or the table is missing.
 */
export function addTomlItem(
  text: string,
  path: readonly string[],
  item: string,
  isSame = (one: string) => one === item,
): EditResult {
  return withToml(text, (program, shift) => {
    const found = findValue(program.body[0], path);
    const name = path.join('.');
    if (found === undefined) {
      const quote = usualQuote(program);
      return addKey(text, program, shift, path.slice(0, -1), path.at(-1)!, {
        toml: `[${tomlString(item, quote)}]`,
      });
    }
    if (found.type !== 'TOMLArray') return { ok: false, because: `${name} is not an array` };
    const values = getStaticTOMLValue(found);
    if (values.some((one) => typeof one === 'string' && isSame(one)))
      return { ok: true, edits: [] };
    const last = found.elements.at(-1);
    const quote =
      last?.type === 'TOMLValue' && last.kind === 'string' && last.style === 'literal' ? "'" : '"';
    const edits = insertItem(
      text,
      sequenceOf(program, found, shift),
      found.elements.length,
      tomlString(item, quote),
    );
    return verified(text, edits, path, [...values, item]);
  });
}

/**
 * The edits that take the strings out of an array that `isSame` finds, with the comments that
 * belong to them. Nothing to do without such an array.
 */
export function removeTomlItem(
  text: string,
  path: readonly string[],
  isSame: (one: string) => boolean,
): EditResult {
  return withToml(text, (program, shift) => {
    const found = findValue(program.body[0], path);
    if (found?.type !== 'TOMLArray') return { ok: true, edits: [] };
    const values = getStaticTOMLValue(found);
    const isGone = (one: unknown): boolean => typeof one === 'string' && isSame(one);
    const at = values.flatMap((one, index) => (isGone(one) ? [index] : []));
    if (at.length > 1)
      return { ok: false, because: `${path.join('.')} lists it ${at.length} times` };
    const edits = at.flatMap((index) => removeItem(text, sequenceOf(program, found, shift), index));
    return edits.length === 0
      ? { ok: true, edits }
      : verified(
          text,
          edits,
          path,
          values.filter((one) => !isGone(one)),
        );
  });
}
