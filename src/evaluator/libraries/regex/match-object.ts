import type { Interpreter } from '../../state/interpreter.ts';
import { PythonRaise } from '../../state/raise.ts';
import { builtin, dict, int, native, none, str, tuple } from '../../values/constructors.ts';
import type { CallArguments, Value, Variables } from '../../values/python-value.ts';
import { tableOf } from '../../values/table.ts';
import { spendText, type Work } from '../../values/work.ts';
import type { Match } from './match-pattern.ts';
import type { Pattern } from './pattern.ts';

/** One use of a pattern on a text. */
export interface Search {
  readonly interpreter: Interpreter;
  readonly args: CallArguments;
  readonly pattern: Pattern;
  readonly characters: string | readonly string[];
  readonly codes: Uint32Array;
  /** Charges the interpreter, up to what is granted to one search. */
  readonly work: Work;
  readonly env: Variables;
}

/** The text between two positions. */
export function textBetween(
  { characters, interpreter }: Search,
  start: number,
  end: number,
): string {
  spendText(interpreter, end - start);
  const piece = characters.slice(start, end);
  return typeof piece === 'string' ? piece : piece.join('');
}

/** The text of a group; None for one that took no part. */
export const groupText = (search: Search, span: readonly [number, number] | undefined): Value =>
  span === undefined ? none(search.env) : str(textBetween(search, ...span), search.env);

/** Where a group matched, by number or name; undefined when it took no part, `none` without one. */
export function spanOf(
  { pattern }: Search,
  match: Match,
  key: string,
): readonly [number, number] | undefined | 'none' {
  const index = /^\d+$/.test(key) ? Number(key) : pattern.names.get(key);
  if (index === 0) return [match.start, match.end];
  return index === undefined || index > pattern.groups ? 'none' : match.groups[index - 1];
}

/** The match object of Python; None when there is no match. */
export function matchObject(search: Search, match: Match | undefined): Value {
  const { env, args, pattern } = search;
  if (match === undefined) return none(env);
  const span = (key: Value): readonly [number, number] | undefined => {
    const text = key.kind === 'int' || key.kind === 'str' ? String(key.value) : '';
    const found = spanOf(search, match, text);
    if (found === 'none') throw new PythonRaise('IndexError', 'no such group', { at: args.at });
    return found;
  };
  const get = (key: Value): Value => groupText(search, span(key));
  const [first, last] = [0, 1].map(
    (side) =>
      ({ positional: [key = int(0)] }: CallArguments): Value =>
        int(span(key)?.[side] ?? -1, env),
  );
  const groups = ({ positional: [fallback = none()] }: CallArguments) => {
    search.interpreter.spend(match.groups.length);
    return match.groups.map((one) => (one === undefined ? fallback : groupText(search, one)));
  };
  const methods = tableOf<(args: CallArguments) => Value>({
    group: ({ positional }) =>
      positional.length > 1 ? tuple(positional.map(get), env) : get(positional[0] ?? int(0)),
    groups: (given) => tuple(groups(given), env),
    groupdict: (given) => {
      const values = groups(given);
      return dict([...pattern.names].map(([name, index]) => [name, values[index - 1]!] as const));
    },
    start: first!,
    end: last!,
    span: (given) => tuple([first!(given), last!(given)]),
  });
  return native('re.Match', {
    env,
    attribute: (name) => {
      const method = methods.get(name);
      return method === undefined ? undefined : builtin(`Match.${name}`, method);
    },
    item: get,
  });
}
