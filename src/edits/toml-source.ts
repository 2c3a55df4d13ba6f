import { isDeepStrictEqual } from 'node:util';
import { type AST, getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import { BOM } from './line-ends.ts';
import type { Sequence } from './sequence.ts';
import { applyEdits, type EditResult, type TextEdit } from './text-edit.ts';

type Table = AST.TOMLTopLevelTable | AST.TOMLTable | AST.TOMLInlineTable;
/** A TOML table as plain data. */
export type Plain = { [key: string]: unknown };

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

/** What `edit` returns for the parsed file; declined when the text is not TOML. `shift` is 1 behind a BOM. */
export function withToml(
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

/** The parts of a dotted key, without their quotes. */
export function keysOf(key: AST.TOMLKey): string[] {
  return key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
}

function startsWith(path: readonly unknown[], prefix: readonly unknown[]): boolean {
  return prefix.length <= path.length && prefix.every((part, index) => part === path[index]);
}

/** The node of the value at a path; undefined when there is none. */
export function findValue(table: Table, path: readonly string[]): AST.TOMLContentNode | undefined {
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

/** The table at a path, the top for `[]`; undefined when there is none or it is an array of tables. */
export function findTable(program: AST.TOMLProgram, path: readonly string[]): Table | undefined {
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

/** Items with the commas between them; the parser's tokens give the commas, which have no nodes. */
export function sequenceOf(
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

/** The quote that most strings of the file are in; double for a tie. */
export function usualQuote(program: AST.TOMLProgram): '"' | "'" {
  const strings = program.tokens.filter(
    ({ type }) => type === 'BasicString' || type === 'LiteralString',
  );
  return strings.filter(({ type }) => type === 'LiteralString').length > strings.length / 2
    ? "'"
    : '"';
}

/** A value of TOML text as plain data. */
export function readValue(toml: string): unknown {
  return (getStaticTOMLValue(parseTOML(`value = ${toml}`)) as Plain).value;
}

/**
 * The edits when the text they make has `value` at the path (none when it is undefined) and is the
 * same in everything else.
 */
export function verified(
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
