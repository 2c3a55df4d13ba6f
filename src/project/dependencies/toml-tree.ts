import { type AST, getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import type { SourceRange } from '../../python/source-range.ts';

/**
 * A value of a TOML file with its range (a string's without its quotes) and the range from its key
 * on.
 */
export interface TomlNode {
  readonly value: unknown;
  readonly at: SourceRange;
  /** From the key to the end of the value; the value alone for an item of an array. */
  readonly whole: SourceRange;
  /** Of a table, in the order of the file; empty for anything else. */
  readonly members: ReadonlyMap<string, TomlNode>;
  /** Of an array; empty for anything else. */
  readonly items: readonly TomlNode[];
}

/** A TOML file as a tree, or where and why it is none. */
export type TomlParse =
  | { readonly ok: true; readonly root: TomlNode }
  | { readonly ok: false; readonly message: string; readonly at: SourceRange };

type Builder = {
  value: unknown;
  at: SourceRange;
  whole: SourceRange;
  members: Map<string, TomlNode>;
  items: TomlNode[];
};

/** Reads TOML 1.0 with places. Never throws. */
// Long because its functions share the ranges of the text and build one tree.
export function parseToml(file: string, text: string): TomlParse {
  const shift = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const place = (range: readonly [number, number]): SourceRange => ({
    file,
    start: range[0] + shift,
    end: range[1] + shift,
  });
  const empty = (range: readonly [number, number]): Builder => ({
    value: undefined,
    at: place(range),
    whole: place(range),
    members: new Map(),
    items: [],
  });
  const build = (node: AST.TOMLContentNode, whole = place(node.range)): Builder => {
    const built: Builder = { ...empty(node.range), value: getStaticTOMLValue(node), whole };
    if (node.type === 'TOMLArray')
      built.items.push(...node.elements.map((element) => build(element)));
    else if (node.type === 'TOMLInlineTable') fill(built, node.body);
    else if (node.kind === 'string') built.at = place(withoutQuotes(text.slice(shift), node.range));
    return built;
  };
  const fill = (into: Builder, pairs: readonly AST.TOMLKeyValue[]): void => {
    for (const { key, value, range } of pairs) {
      const names = key.keys.map((one) => (one.type === 'TOMLBare' ? one.name : one.value));
      descend(into, names.slice(0, -1), key.range).members.set(
        names.at(-1)!,
        build(value, place(range)),
      );
    }
  };
  const descend = (
    from: Builder,
    path: readonly (string | number)[],
    range: readonly [number, number],
  ): Builder =>
    path.reduce<Builder>((one, part) => {
      if (typeof part === 'number') {
        one.items[part] ??= empty(range);
        return one.items[part] as Builder;
      }
      if (!one.members.has(part)) one.members.set(part, empty(range));
      return one.members.get(part) as Builder;
    }, from);
  try {
    const [top] = parseTOML(text.slice(shift)).body;
    const root = empty(top.range);
    for (const part of top.body) {
      if (part.type === 'TOMLTable')
        fill(descend(root, part.resolvedKey, part.key.range), part.body);
      else fill(root, [part]);
    }
    return { ok: true, root };
  } catch (error) {
    if (error instanceof ParseError)
      return { ok: false, message: error.message, at: place([error.index, error.index]) };
    if (error instanceof RangeError)
      return { ok: false, message: 'it is nested too deeply', at: place([0, 0]) };
    throw error;
  }
}

/** The value at a path of table keys; undefined when there is none. */
export function tomlAt(
  root: TomlNode | undefined,
  ...path: readonly string[]
): TomlNode | undefined {
  return path.reduce<TomlNode | undefined>((one, name) => one?.members.get(name), root);
}

function withoutQuotes(text: string, [start, end]: readonly [number, number]): [number, number] {
  const quote = /^("""|'''|"|')/.exec(text.slice(start, start + 3))?.[0].length ?? 0;
  return [start + quote, end - quote];
}
