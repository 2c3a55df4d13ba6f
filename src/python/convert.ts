import { FIELDS } from './fields.ts';
import type { ConstantValue, Module, NodeKind } from './nodes.ts';
import type { Offsets } from './offsets.ts';

/** A node as py-ast gives it: fields of Python's `ast`, positions that may be missing. */
export interface ForeignNode {
  readonly nodeType: string;
  readonly lineno?: number;
  readonly col_offset?: number;
  readonly end_lineno?: number;
  readonly end_col_offset?: number;
  readonly [field: string]: unknown;
}

const LOWER_CASE: Readonly<Record<string, NodeKind>> = {
  Comprehension: 'comprehension',
  Arguments: 'arguments',
  Arg: 'arg',
  Keyword: 'keyword',
  Alias: 'alias',
  WithItem: 'withitem',
  MatchCase: 'match_case',
};

interface Converted {
  kind: NodeKind;
  start: number;
  end: number;
  [field: string]: unknown;
}

interface Conversion {
  readonly text: string;
  readonly offsets: Offsets;
  hashInString: boolean;
}

/**
 * Our own tree for one of py-ast; `text` is the original text. `hashInString` is true when an
 * f-string has a `#`: py-ast loses its way in comments within the braces. Throws RangeError when
 * the tree is nested too deeply.
 */
export function convertModule(
  tree: ForeignNode,
  text: string,
  offsets: Offsets,
): { module: Module; hashInString: boolean } {
  const conversion = { text, offsets, hashInString: false };
  const converted = convert(tree, conversion, false);
  return {
    module: { ...converted, start: 0, end: text.length } as unknown as Module,
    hashInString: conversion.hashInString,
  };
}

function convert(node: ForeignNode, conversion: Conversion, inString: boolean): Converted {
  const { text, offsets } = conversion;
  const kind = LOWER_CASE[node.nodeType] ?? (node.nodeType as NodeKind);
  const converted: Converted = { kind, start: 0, end: 0 };
  const positioned = node.lineno !== undefined && node.end_lineno !== undefined;
  if (positioned) {
    converted.start = offsets.start(node.lineno, node.col_offset ?? 0);
    converted.end = offsets.end(node.end_lineno, node.end_col_offset ?? 0);
  }
  if (kind === 'Constant')
    return Object.assign(
      converted,
      constantValue(node, text.slice(converted.start, converted.end), inString),
    );
  const isString = kind === 'JoinedStr' || kind === 'TemplateStr';
  if (isString && text.slice(converted.start, converted.end).includes('#'))
    conversion.hashInString = true;
  for (const field of FIELDS[kind])
    converted[field] = convertField(node[field], conversion, isString);
  if (kind === 'ImportFrom') converted.level ??= 0;
  // py-ast takes `(x): int` for `x: int`.
  if (kind === 'AnnAssign' && (converted.target as Converted).start !== converted.start)
    converted.simple = 0;
  if (!positioned) spanChildren(converted);
  return converted;
}

function convertField(value: unknown, conversion: Conversion, inString: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => convertField(item, conversion, inString));
  if (value === undefined || value === null) return null;
  if (typeof value !== 'object') return value;
  const node = value as ForeignNode;
  return node.nodeType in FIELDS || node.nodeType in LOWER_CASE
    ? convert(node, conversion, inString)
    : node.nodeType;
}

/**
 * Gives a node without a position (as Python has it, too) the span from its first to its last
 * child.
 */
function spanChildren(node: Converted): void {
  const children = FIELDS[node.kind]
    .flatMap((field) => node[field] as Converted | Converted[])
    .filter((child) => typeof child === 'object' && child !== null);
  if (children.length === 0) return;
  node.start = Math.min(...children.map((child) => child.start));
  node.end = Math.max(...children.map((child) => child.end));
}

function constantValue(node: ForeignNode, source: string, inString: boolean): ConstantValue {
  const value = node.value as unknown;
  const style = node.quote_style as string | undefined;
  if (typeof value === 'boolean') return { type: 'bool', value };
  if (typeof value === 'bigint') return { type: 'int', value };
  if (typeof value === 'number') return { type: isFloat(source) ? 'float' : 'int', value };
  if (typeof value === 'string') {
    if (!inString && style === undefined && value === '...')
      return { type: 'Ellipsis', value: null };
    return { type: /^[a-z]*b/i.test(style ?? '') ? 'bytes' : 'str', value };
  }
  if (typeof value === 'object' && value !== null)
    return { type: 'complex', value: (value as { imag: number }).imag };
  return { type: 'None', value: null };
}

function isFloat(source: string): boolean {
  return /[.eE]/.test(source) && !/^0[xX]/.test(source);
}
