import type { Constant, Expression } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { walk } from '../../python/walk.ts';
import type { EditResult } from '../text-edit.ts';
import { findPlainAssignment } from './assignment.ts';
import { parseExpression, verified } from './verified.ts';
import { stringValue } from './written.ts';

/**
 * A look-up of an environment variable with a default that is written out, such as `config("DEBUG",
 * default=True)`.
 */
export interface LookupDefault {
  readonly variable: string;
  readonly default: Constant;
}

/**
 * The one look-up with a written-out default in the value of a setting; undefined when there is
 * none, or more than one.
 */
export function findLookupDefault(source: PySource, setting: string): LookupDefault | undefined {
  const found = findPlainAssignment(source, setting);
  if (found.state !== 'found') return undefined;
  const lookups = [...walk(found.statement.value)].flatMap((node) =>
    node.kind === 'Call' ? (readLookup(node) ?? []) : [],
  );
  return lookups.length === 1 ? lookups[0] : undefined;
}

function readLookup({
  args,
  keywords,
}: Extract<Expression, { kind: 'Call' }>): LookupDefault | undefined {
  const variable = stringValue(args[0]);
  const given = keywords.find(({ arg }) => arg === 'default')?.value ?? args[1];
  if (variable === undefined || !/^[A-Za-z_]\w*$/.test(variable) || given?.kind !== 'Constant')
    return undefined;
  return { variable, default: given };
}

/**
 * The edits that write another default into that look-up. Declined when the value of the setting
 * has no such look-up.
 */
export function replaceLookupDefault(
  source: PySource,
  setting: string,
  expression: string,
): EditResult {
  const found = findLookupDefault(source, setting);
  if (found === undefined)
    return { ok: false, because: `${setting} is not looked up with a literal default` };
  const { start, end } = found.default;
  if (source.text.slice(start, end) === expression) return { ok: true, edits: [] };
  return verified(source, [{ start, end, text: expression }], {
    replaced: new Map([[found.default, [parseExpression(expression)]]]),
  });
}
