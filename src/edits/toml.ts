import { isDeepStrictEqual } from 'node:util';
import { type AST, getStaticTOMLValue } from 'toml-eslint-parser';
import {
  appendLines,
  endOfLine,
  lineEndOf,
  linesOf,
  startOfLine,
  startOfNextLine,
} from './line-ends.ts';
import { insertItem } from './sequence.ts';
import type { EditResult, TextEdit } from './text-edit.ts';
import {
  findTable,
  findValue,
  keysOf,
  type Plain,
  readValue,
  sequenceOf,
  tomlString,
  usualQuote,
  verified,
  withToml,
} from './toml-source.ts';

/**
 * A value to write: a string, which is put in quotes, or TOML text such as `{extras = ["binary"],
 * version = "^3.3"}`.
 */
export type TomlValue = string | { readonly toml: string };

/**
 * The edits that add a key to a table (`['tool', 'poetry', 'dependencies']`; `[]` is the top), on a
 * line behind its last one; a missing table is added at the end. A key that is there stays as it
 * is; `isSame` compares keys otherwise than by equality.
 */
export function addTomlKey(
  text: string,
  table: readonly string[],
  key: string,
  value: TomlValue,
  isSame = (one: string) => one === key,
): EditResult {
  return withToml(text, (program, shift) => {
    const current = table.reduce<unknown>(
      (one, part) => (one as Plain | undefined)?.[part],
      getStaticTOMLValue(program),
    );
    if (current !== null && typeof current === 'object' && Object.keys(current).some(isSame))
      return { ok: true, edits: [] };
    return addKey(text, program, shift, table, key, value, true);
  });
}

/**
 * The edits that give a key a value: its value is replaced, or the key is added to its table as
 * `addTomlKey` does.
 */
export function setTomlValue(text: string, path: readonly string[], value: TomlValue): EditResult {
  return withToml(text, (program, shift) => {
    const found = findValue(program.body[0], path);
    if (found === undefined)
      return addKey(text, program, shift, path.slice(0, -1), path.at(-1)!, value, true);
    const quote =
      found.type === 'TOMLValue' && found.kind === 'string' && found.style === 'literal'
        ? "'"
        : '"';
    const written = typeof value === 'string' ? tomlString(value, quote) : value.toml;
    const wanted = readValue(written);
    if (isDeepStrictEqual(getStaticTOMLValue(found), wanted)) return { ok: true, edits: [] };
    const [start, end] = found.range;
    if (program.comments.some(({ range }) => range[0] >= start && range[1] <= end)) {
      return {
        ok: false,
        because: `the value of ${path.join('.')} contains a comment that would be lost`,
      };
    }
    return verified(
      text,
      [{ start: start + shift, end: end + shift, text: written }],
      path,
      wanted,
    );
  });
}

/**
 * The edits that take the line of a key out of a table. Nothing to do without it; declined for an
 * inline table, and for a key that is a table.
 */
export function removeTomlKey(
  text: string,
  table: readonly string[],
  isSame: (one: string) => boolean,
): EditResult {
  return withToml(text, (program, shift) => {
    const current = table.reduce<unknown>(
      (one, part) => (one as Plain | undefined)?.[part],
      getStaticTOMLValue(program),
    );
    const key =
      current !== null && typeof current === 'object'
        ? Object.keys(current).find(isSame)
        : undefined;
    if (key === undefined) return { ok: true, edits: [] };
    const found = findTable(program, table);
    const entry = found?.body.find(
      (one) => one.type === 'TOMLKeyValue' && isDeepStrictEqual(keysOf(one.key), [key]),
    );
    if (entry === undefined || found?.type === 'TOMLInlineTable')
      return {
        ok: false,
        because: `${[...table, key].join('.')} is written in a form that cannot be removed safely`,
      };
    const [start, end] = entry.range;
    return verified(
      text,
      [
        {
          start: startOfLine(text, start + shift),
          end: startOfNextLine(text, end + shift),
          text: '',
        },
      ],
      [...table, key],
      undefined,
    );
  });
}

/**
 * The edits that put a key behind the last one of its table. Declined when the table is missing,
 * unless `mayAddTable`.
 */
export function addKey(
  text: string,
  program: AST.TOMLProgram,
  shift: number,
  path: readonly string[],
  key: string,
  value: TomlValue,
  mayAddTable = false,
): EditResult {
  const table = findTable(program, path);
  const written = typeof value === 'string' ? tomlString(value, usualQuote(program)) : value.toml;
  const name = /^[A-Za-z0-9_-]+$/.test(key) ? key : tomlString(key);
  const wanted = readValue(written);
  const entries = (table?.body ?? []).filter((entry) => entry.type === 'TOMLKeyValue');
  const sample = entries.at(-1);
  const equals =
    sample === undefined
      ? ' = '
      : text.slice(sample.key.range[1] + shift, sample.value.range[0] + shift);
  const line = `${name}${/^ *= *$/.test(equals) && equals.length < 4 ? equals : ' = '}${written}`;
  if (table?.type === 'TOMLInlineTable') {
    return verified(
      text,
      insertItem(text, sequenceOf(program, table, shift), table.body.length, line),
      [...path, key],
      wanted,
    );
  }
  if (table === undefined) {
    if (!mayAddTable) return { ok: false, because: `the file has no table [${path.join('.')}]` };
    const gap = linesOf(text).length > 0 && linesOf(text).at(-1)!.text.trim() !== '' ? [''] : [];
    return verified(
      text,
      appendLines(text, [...gap, `[${path.join('.')}]`, line]),
      [...path, key],
      wanted,
    );
  }
  return verified(text, newLine(text, table, sample, shift, line), [...path, key], wanted);
}

function newLine(
  text: string,
  table: AST.TOMLTopLevelTable | AST.TOMLTable,
  last: AST.TOMLKeyValue | undefined,
  shift: number,
  line: string,
): TextEdit[] {
  const eol = lineEndOf(text);
  if (last === undefined && table.type === 'TOMLTopLevelTable')
    return [{ start: shift, end: shift, text: line + eol }];
  const behind = (last ?? (table as AST.TOMLTable).key).range[1] + shift;
  const at = endOfLine(text, behind);
  const indent =
    last === undefined
      ? ''
      : /^[ \t]*/.exec(
          linesOf(text).find(
            (one) => one.start <= last.range[0] + shift && last.range[0] + shift <= one.end,
          )!.text,
        )![0];
  return [{ start: at, end: at, text: eol + indent + line }];
}
