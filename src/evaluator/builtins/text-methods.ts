import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { textArgument } from '../values/arguments.ts';
import { bool, bytes, int, list, none, str, tuple, unknown } from '../values/constructors.ts';
import type { CallArguments, Scalar, Value, Variables } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { textOf } from '../values/text.ts';
import { typeName } from '../values/type-name.ts';
import { mergeVariables, variablesOf } from '../values/variables.ts';
import { spendText, type Work } from '../values/work.ts';
import { braceFormat } from './brace-format.ts';
import { split, strip } from './split-text.ts';

/** A longer text that a method would make is not made: it is unknown. */
const MAX_LENGTH = 1_000_000;
const TOO_LONG = 'it is a very long text';

/** What a method call is made of: the text, the arguments, and the variables of them all. */
interface TextCall {
  readonly work: Work;
  readonly text: string;
  readonly args: CallArguments;
  readonly env: Variables;
}
type Method = (call: TextCall) => Value;

const numberArgument = (args: CallArguments, position: number, name: string): number => {
  const value = args.keywords.get(name) ?? args.positional[position];
  return value?.kind === 'int' ? value.value : -1;
};

/** One or more beginnings or ends: a text or a tuple of texts. */
function affixes(value: Value | undefined): string[] | undefined {
  if (value?.kind === 'str') return [value.value];
  if (value?.kind !== 'tuple' || value.incomplete) return undefined;
  const texts = value.items.map((item) => (item.kind === 'str' ? item.value : undefined));
  return texts.includes(undefined) ? undefined : (texts as string[]);
}

const changed =
  (change: (text: string, args: CallArguments) => string): Method =>
  ({ text, args, env }) =>
    str(change(text, args), env);

const tested =
  (pattern: RegExp): Method =>
  ({ text, env }) =>
    bool(pattern.test(text), env);

const stripped = (sides: 'both' | 'left' | 'right'): Method =>
  changed((text, args) => strip(text, textArgument(args, 0, 'chars'), sides));

const listed = ({ work, env }: TextCall, parts: readonly string[]): Value => {
  work.spend(parts.length);
  return list(
    parts.map((part) => str(part, env)),
    env,
  );
};

const splitting =
  (fromRight: boolean): Method =>
  (call) => {
    const by = textArgument(call.args, 0, 'sep');
    return listed(call, split(call.text, by, numberArgument(call.args, 1, 'maxsplit'), fromRight));
  };

const parting =
  (fromRight: boolean): Method =>
  ({ text, args, env }) => {
    const by = textArgument(args, 0, 'sep') ?? '';
    const at = fromRight ? text.lastIndexOf(by) : text.indexOf(by);
    const whole = fromRight ? ['', '', text] : [text, '', ''];
    const parts = at < 0 ? whole : [text.slice(0, at), by, text.slice(at + by.length)];
    return tuple(parts.map((part) => str(part, env)));
  };

const padding =
  (side: 'left' | 'right', fillCharacter?: string): Method =>
  ({ work, text, args, env }) => {
    const width = numberArgument(args, 0, 'width');
    if (width > MAX_LENGTH) return unknown(TOO_LONG, env);
    spendText(work, Math.max(width, 0));
    const fill = fillCharacter ?? textArgument(args, 1, 'fillchar') ?? ' ';
    return str(side === 'left' ? text.padStart(width, fill) : text.padEnd(width, fill), env);
  };

const beginningOrEnd =
  (test: (text: string, affix: string) => boolean): Method =>
  ({ text, args, env }) => {
    const given = affixes(args.positional[0]);
    return given === undefined
      ? unknown('it compares a value that is not fully known', env)
      : bool(
          given.some((affix) => test(text, affix)),
          env,
        );
  };

const finding =
  (find: (text: string, part: string) => number, raises: boolean): Method =>
  ({ text, args, env }) => {
    const at = find(text, textArgument(args, 0, 'sub') ?? '');
    if (at < 0 && raises)
      throw new PythonRaise('ValueError', 'substring not found', { at: args.at });
    return int(at, env);
  };

const replace: Method = ({ work, text, args, env }) => {
  const limit = numberArgument(args, 2, 'count');
  const from = textArgument(args, 0, 'old') ?? '';
  const to = textArgument(args, 1, 'new') ?? '';
  const found = text.split(from).length - (from === '' ? -1 : 1);
  const length = text.length + found * to.length;
  if (length > MAX_LENGTH) return unknown(TOO_LONG, env);
  spendText(work, length);
  const replaced =
    limit < 0 ? text.replaceAll(from, () => to) : split(text, from, limit, false).join(to);
  return str(replaced, env);
};

const METHODS = tableOf<Method>({
  lower: changed((text) => text.toLowerCase()),
  upper: changed((text) => text.toUpperCase()),
  casefold: changed((text) => text.toLowerCase()),
  capitalize: changed((text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()),
  title: changed((text) =>
    text.toLowerCase().replace(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1)),
  ),
  strip: stripped('both'),
  lstrip: stripped('left'),
  rstrip: stripped('right'),
  split: splitting(false),
  rsplit: splitting(true),
  splitlines: (call) =>
    listed(
      call,
      call.text === '' ? [] : call.text.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/),
    ),
  partition: parting(false),
  rpartition: parting(true),
  replace,
  removeprefix: changed((text, args) => {
    const prefix = textArgument(args, 0, 'prefix') ?? '';
    return text.startsWith(prefix) ? text.slice(prefix.length) : text;
  }),
  removesuffix: changed((text, args) => {
    const suffix = textArgument(args, 0, 'suffix') ?? '';
    return suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
  }),
  startswith: beginningOrEnd((text, affix) => text.startsWith(affix)),
  endswith: beginningOrEnd((text, affix) => text.endsWith(affix)),
  find: finding((text, part) => text.indexOf(part), false),
  rfind: finding((text, part) => text.lastIndexOf(part), false),
  index: finding((text, part) => text.indexOf(part), true),
  count: ({ text, args, env }) =>
    int(text.split(textArgument(args, 0, 'sub') ?? '').length - 1, env),
  isdigit: tested(/^\p{Nd}+$/u),
  isnumeric: tested(/^\p{N}+$/u),
  isdecimal: tested(/^\p{Nd}+$/u),
  isalpha: tested(/^\p{L}+$/u),
  isalnum: tested(/^[\p{L}\p{N}]+$/u),
  isspace: tested(/^\s+$/u),
  isupper: ({ text, env }) => bool(/\p{Lu}/u.test(text) && text === text.toUpperCase(), env),
  islower: ({ text, env }) => bool(/\p{Ll}/u.test(text) && text === text.toLowerCase(), env),
  isidentifier: tested(/^[\p{L}_][\p{L}\p{N}_]*$/u),
  zfill: padding('left', '0'),
  ljust: padding('right'),
  rjust: padding('left'),
  encode: ({ text, env }) => bytes(Buffer.from(text, 'utf8').toString('latin1'), env),
  decode: changed((text) => Buffer.from(text, 'latin1').toString('utf8')),
});

/** The method of a str or bytes, as a call; undefined when Python has none of that name. */
export function textMethod(
  interpreter: Interpreter,
  value: Scalar & { readonly kind: 'str' | 'bytes' },
  name: string,
): ((args: CallArguments) => Value) | undefined {
  if (name === 'join')
    return (args) => join(interpreter, value.value, args.positional[0] ?? none(), value.env);
  if (name === 'format') return (args) => braceFormat(interpreter, value.value, args);
  if (name === 'format_map') return () => unknown('it is formatted from a mapping', value.env);
  const method = METHODS.get(name);
  if (method === undefined || (name === 'decode' && value.kind !== 'bytes')) return undefined;
  return (args) => {
    const undecided = args.positional.find(
      (one) => one.kind === 'unknown' || one.kind === 'either',
    );
    const env = mergeVariables(value.env, ...args.positional.map((one) => one.env));
    if (undecided !== undefined)
      return unknown(
        undecided.kind === 'unknown' ? undecided.because : 'it depends on a condition',
        env,
      );
    const { value: text } = value;
    // The methods read the text, or write one of the same length, a few times.
    spendText(interpreter, 4 * text.length);
    for (const one of args.positional) spendText(interpreter, textOf(one)?.length ?? 0);
    return method({ work: interpreter, text, args, env });
  };
}

function join(work: Work, by: string, items: Value, env: Variables): Value {
  if (items.kind === 'str') {
    spendText(work, items.value.length * (16 + by.length));
    return str([...items.value].join(by), mergeVariables(env, items.env));
  }
  if (items.kind !== 'list' && items.kind !== 'tuple' && items.kind !== 'set')
    return unknown('it joins values that are not fully known', mergeVariables(env, items.env));
  const merged = mergeVariables(env, items.env, variablesOf(work, items.items));
  const texts = items.items.map((item) => (item.kind === 'str' ? item.value : undefined));
  if (items.incomplete || texts.includes(undefined) || (items.kind === 'set' && texts.length > 1)) {
    const wrong = items.items.find((item) => NEVER_JOINED.has(item.kind));
    if (wrong !== undefined)
      throw new PythonRaise(
        'TypeError',
        `sequence item: expected str instance, ${typeName(wrong)} found`,
      );
    return unknown('it joins values that are not fully known', merged);
  }
  let length = 0;
  for (const text of texts) length += text!.length + by.length;
  spendText(work, length + 2 * texts.length);
  return length > MAX_LENGTH ? unknown(TOO_LONG, merged) : str(texts.join(by), merged);
}

const NEVER_JOINED: ReadonlySet<Value['kind']> = new Set([
  'int',
  'float',
  'none',
  'bool',
  'list',
  'tuple',
  'dict',
  'path',
]);
