import { isDeepStrictEqual } from 'node:util';
import { type AST, getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import {
  appendLines,
  BOM,
  endOfLine,
  lineEndOf,
  linesOf,
  startOfLine,
  startOfNextLine,
} from './line-ends.ts';
import { insertItem, removeItem, type Sequence } from './sequence.ts';
import { applyEdits, type EditResult, type TextEdit } from './text-edit.ts';

/**
 * A value to write: a string, which is put in quotes, or TOML text such as `{extras = ["binary"],
 * version = "^3.3"}`.
 */
export type TomlValue = string | { readonly toml: string };

type Table = AST.TOMLTopLevelTable | AST.TOMLTable | AST.TOMLInlineTable;
type Plain = { [key: string]: unknown };

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

/** The value at a path as plain data; undefined when the text is not TOML or has no such key. */
export function readTomlValue(text: string, path: readonly string[]): unknown {
  const parsed = parse(text);
  return parsed === undefined
    ? undefined
    : path.reduce<unknown>(
        (one, part) => (one as Plain | undefined)?.[part],
        getStaticTOMLValue(parsed),
      );
}

/** A TOML string in the quotes asked for; in double quotes when a literal string cannot hold it. */
export function tomlString(value: string, quote: '"' | "'" = '"'): string {
  return quote === "'" && !/['\u0000-\u001f]/.test(value) ? `'${value}'` : JSON.stringify(value);
}

function withToml(
  text: string,
  edit: (program: AST.TOMLProgram, shift: number) => EditResult,
): EditResult {
  const program = parse(text);
  return program === undefined
    ? { ok: false, because: 'the file is not valid TOML' }
    : edit(program, text.startsWith(BOM) ? 1 : 0);
}

function parse(text: string): AST.TOMLProgram | undefined {
  try {
    return parseTOML(text.startsWith(BOM) ? text.slice(1) : text);
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

function keysOf(key: AST.TOMLKey): string[] {
  return key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
}

function startsWith(path: readonly unknown[], prefix: readonly unknown[]): boolean {
  return prefix.length <= path.length && prefix.every((part, index) => part === path[index]);
}

function findValue(table: Table, path: readonly string[]): AST.TOMLContentNode | undefined {
  for (const entry of table.body) {
    const keys = entry.type === 'TOMLTable' ? entry.resolvedKey : keysOf(entry.key);
    if (!startsWith(path, keys)) continue;
    const rest = path.slice(keys.length);
    if (entry.type === 'TOMLTable') {
      const inner = rest.length === 0 ? undefined : findValue(entry, rest);
      if (inner !== undefined) return inner;
    } else if (rest.length === 0) return entry.value;
    else if (entry.value.type === 'TOMLInlineTable') return findValue(entry.value, rest);
  }
  return undefined;
}

function findTable(program: AST.TOMLProgram, path: readonly string[]): Table | undefined {
  const top = program.body[0];
  if (path.length === 0) return top;
  const table = top.body.find(
    (one) =>
      one.type === 'TOMLTable' &&
      one.kind === 'standard' &&
      isDeepStrictEqual(one.resolvedKey, [...path]),
  );
  if (table?.type === 'TOMLTable') return table;
  const value = findValue(top, path);
  return value?.type === 'TOMLInlineTable' ? value : undefined;
}

function addKey(
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

/** Items with the commas between them; the parser's tokens give the commas, which have no nodes. */
function sequenceOf(
  program: AST.TOMLProgram,
  node: AST.TOMLArray | AST.TOMLInlineTable,
  shift: number,
): Sequence {
  const items = node.type === 'TOMLArray' ? node.elements : node.body;
  return {
    open: node.range[0] + 1 + shift,
    close: node.range[1] - 1 + shift,
    items: items.map(({ range }, index) => {
      const limit = items[index + 1]?.range[0] ?? node.range[1];
      const comma = program.tokens.find(
        (token) => token.value === ',' && token.range[0] >= range[1] && token.range[1] <= limit,
      );
      return {
        start: range[0] + shift,
        end: range[1] + shift,
        comma: comma === undefined ? undefined : comma.range[0] + shift,
      };
    }),
    bracketed: node.type === 'TOMLArray',
    tuple: false,
  };
}

function usualQuote(program: AST.TOMLProgram): '"' | "'" {
  const strings = program.tokens.filter(
    ({ type }) => type === 'BasicString' || type === 'LiteralString',
  );
  return strings.filter(({ type }) => type === 'LiteralString').length > strings.length / 2
    ? "'"
    : '"';
}

function readValue(toml: string): unknown {
  return (getStaticTOMLValue(parseTOML(`value = ${toml}`)) as Plain).value;
}

/**
 * The edits when the text they make has `value` at the path (none when it is undefined) and is the
 * same in everything else.
 */
function verified(
  text: string,
  edits: readonly TextEdit[],
  path: readonly string[],
  value: unknown,
): EditResult {
  const before = readTomlValue(text, []) as Plain;
  const after = readTomlValue(applyEdits(text, edits), []);
  let target = before;
  for (const part of path.slice(0, -1)) {
    target[part] ??= {};
    target = target[part] as Plain;
  }
  if (value === undefined) delete target[path.at(-1)!];
  else target[path.at(-1)!] = value;
  if (after !== undefined && isDeepStrictEqual(after, before)) return { ok: true, edits };
  return {
    ok: false,
    because: `${path.join('.')} is written in a form that cannot be changed safely`,
  };
}
