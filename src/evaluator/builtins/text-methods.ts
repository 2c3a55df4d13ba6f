import type { Interpreter } from '../state/interpreter.ts';
import { PythonRaise } from '../state/raise.ts';
import { textArgument } from '../values/arguments.ts';
import { bool, int, list, none, str, tuple, unknown } from '../values/constructors.ts';
import type { CallArguments, Scalar, Value, Variables } from '../values/python-value.ts';
import { mergeVariables } from '../values/variables.ts';
import { braceFormat } from './format.ts';

const WHITE = ' \\t\\n\\r\\f\\v';

const quoteForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&');

function strip(
  text: string,
  characters: string | undefined,
  sides: 'both' | 'left' | 'right',
): string {
  const one = `[${characters === undefined ? WHITE : quoteForPattern(characters)}]+`;
  if (characters === '') return text;
  const left = sides === 'right' ? text : text.replace(new RegExp(`^${one}`, 'u'), '');
  return sides === 'left' ? left : left.replace(new RegExp(`${one}$`, 'u'), '');
}

function split(text: string, by: string | undefined, limit: number, fromRight: boolean): string[] {
  if (by === undefined) {
    const words = text.trim() === '' ? [] : text.trim().split(/\s+/);
    if (limit < 0 || words.length <= limit + 1) return words;
    const pattern = fromRight
      ? `^([^]*?)${'\\s+(\\S+)'.repeat(limit)}$`
      : `^${'(\\S+)\\s+'.repeat(limit)}([^]*)$`;
    return new RegExp(pattern).exec(text.trim())?.slice(1) ?? words;
  }
  if (by === '') throw new PythonRaise('ValueError', 'empty separator');
  const parts = text.split(by);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  return fromRight
    ? [parts.slice(0, parts.length - limit).join(by), ...parts.slice(parts.length - limit)]
    : [...parts.slice(0, limit), parts.slice(limit).join(by)];
}

type Method = (text: string, args: CallArguments, env: Variables) => Value;

const countOf = (args: CallArguments, position: number, name: string): number => {
  const value = args.keywords.get(name) ?? args.positional[position];
  return value?.kind === 'int' ? value.value : -1;
};

/** One or more beginnings or ends: a text or a tuple of texts. */
function affixes(value: Value | undefined): string[] | undefined {
  if (value?.kind === 'str') return [value.value];
  if (value?.kind !== 'tuple' || value.incomplete) return undefined;
  return value.items.every((item) => item.kind === 'str')
    ? value.items.map((item) => (item as { value: string }).value)
    : undefined;
}

const METHODS: Readonly<Record<string, Method>> = {
  lower: (text, _args, env) => str(text.toLowerCase(), env),
  upper: (text, _args, env) => str(text.toUpperCase(), env),
  casefold: (text, _args, env) => str(text.toLowerCase(), env),
  capitalize: (text, _args, env) =>
    str(text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(), env),
  title: (text, _args, env) =>
    str(
      text
        .toLowerCase()
        .replace(/\p{L}+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1)),
      env,
    ),
  strip: (text, args, env) => str(strip(text, textArgument(args, 0, 'chars'), 'both'), env),
  lstrip: (text, args, env) => str(strip(text, textArgument(args, 0, 'chars'), 'left'), env),
  rstrip: (text, args, env) => str(strip(text, textArgument(args, 0, 'chars'), 'right'), env),
  split: (text, args, env) =>
    list(
      split(text, textArgument(args, 0, 'sep'), countOf(args, 1, 'maxsplit'), false).map((part) =>
        str(part, env),
      ),
      env,
    ),
  rsplit: (text, args, env) =>
    list(
      split(text, textArgument(args, 0, 'sep'), countOf(args, 1, 'maxsplit'), true).map((part) =>
        str(part, env),
      ),
      env,
    ),
  splitlines: (text, _args, env) =>
    list(
      (text === '' ? [] : text.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/)).map((line) =>
        str(line, env),
      ),
      env,
    ),
  partition: (text, args, env) =>
    parted(
      text,
      text.indexOf(textArgument(args, 0, 'sep') ?? ''),
      textArgument(args, 0, 'sep') ?? '',
      env,
      false,
    ),
  rpartition: (text, args, env) =>
    parted(
      text,
      text.lastIndexOf(textArgument(args, 0, 'sep') ?? ''),
      textArgument(args, 0, 'sep') ?? '',
      env,
      true,
    ),
  replace: (text, args, env) => {
    const limit = countOf(args, 2, 'count');
    const [from = '', to = ''] = [textArgument(args, 0, 'old'), textArgument(args, 1, 'new')];
    return str(
      limit < 0 ? text.replaceAll(from, () => to) : split(text, from, limit, false).join(to),
      env,
    );
  },
  removeprefix: (text, args, env) =>
    str(
      text.startsWith(textArgument(args, 0, 'prefix') ?? '')
        ? text.slice((textArgument(args, 0, 'prefix') ?? '').length)
        : text,
      env,
    ),
  removesuffix: (text, args, env) => {
    const suffix = textArgument(args, 0, 'suffix') ?? '';
    return str(suffix !== '' && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text, env);
  },
  startswith: (text, args, env) => {
    const given = affixes(args.positional[0]);
    return given === undefined
      ? unknown('it compares what is not fully known', env)
      : bool(
          given.some((one) => text.startsWith(one)),
          env,
        );
  },
  endswith: (text, args, env) => {
    const given = affixes(args.positional[0]);
    return given === undefined
      ? unknown('it compares what is not fully known', env)
      : bool(
          given.some((one) => text.endsWith(one)),
          env,
        );
  },
  find: (text, args, env) => int(text.indexOf(textArgument(args, 0, 'sub') ?? ''), env),
  rfind: (text, args, env) => int(text.lastIndexOf(textArgument(args, 0, 'sub') ?? ''), env),
  index: (text, args, env) => {
    const at = text.indexOf(textArgument(args, 0, 'sub') ?? '');
    if (at < 0) throw new PythonRaise('ValueError', 'substring not found', { at: args.at });
    return int(at, env);
  },
  count: (text, args, env) => int(text.split(textArgument(args, 0, 'sub') ?? '').length - 1, env),
  isdigit: (text, _args, env) => bool(/^\p{Nd}+$/u.test(text), env),
  isnumeric: (text, _args, env) => bool(/^\p{N}+$/u.test(text), env),
  isdecimal: (text, _args, env) => bool(/^\p{Nd}+$/u.test(text), env),
  isalpha: (text, _args, env) => bool(/^\p{L}+$/u.test(text), env),
  isalnum: (text, _args, env) => bool(/^[\p{L}\p{N}]+$/u.test(text), env),
  isspace: (text, _args, env) => bool(/^\s+$/u.test(text), env),
  isupper: (text, _args, env) => bool(/\p{Lu}/u.test(text) && text === text.toUpperCase(), env),
  islower: (text, _args, env) => bool(/\p{Ll}/u.test(text) && text === text.toLowerCase(), env),
  isidentifier: (text, _args, env) => bool(/^[\p{L}_][\p{L}\p{N}_]*$/u.test(text), env),
  zfill: (text, args, env) => str(text.padStart(countOf(args, 0, 'width'), '0'), env),
  ljust: (text, args, env) =>
    str(text.padEnd(countOf(args, 0, 'width'), textArgument(args, 1, 'fillchar') ?? ' '), env),
  rjust: (text, args, env) =>
    str(text.padStart(countOf(args, 0, 'width'), textArgument(args, 1, 'fillchar') ?? ' '), env),
  encode: (text, _args, env) => ({
    kind: 'bytes',
    value: Buffer.from(text, 'utf8').toString('latin1'),
    env,
    at: undefined,
  }),
  decode: (text, _args, env) => str(Buffer.from(text, 'latin1').toString('utf8'), env),
};

function parted(text: string, at: number, by: string, env: Variables, right: boolean): Value {
  const parts =
    at < 0
      ? right
        ? ['', '', text]
        : [text, '', '']
      : [text.slice(0, at), by, text.slice(at + by.length)];
  return tuple(parts.map((part) => str(part, env)));
}

/** The method of a str or bytes, as a call; undefined when Python has none of that name. */
export function textMethod(
  interpreter: Interpreter,
  value: Scalar & { readonly value: string },
  name: string,
): ((args: CallArguments) => Value) | undefined {
  if (name === 'join') return (args) => join(value.value, args.positional[0] ?? none(), value.env);
  if (name === 'format')
    return (args) =>
      braceFormat(value.value, args.positional, args.keywords, (inner, field) =>
        interpreter.attribute(inner, field, args.at),
      );
  if (name === 'format_map') return () => unknown('it is formatted from a mapping', value.env);
  const method = METHODS[name];
  if (method === undefined || (name === 'decode') !== (value.kind === 'bytes' && name === 'decode'))
    return undefined;
  return (args) => {
    const unclear = args.positional.find((one) => one.kind === 'unknown' || one.kind === 'either');
    const env = mergeVariables(value.env, ...args.positional.map((one) => one.env));
    if (unclear !== undefined)
      return unknown(
        unclear.kind === 'unknown' ? unclear.because : 'it depends on a condition',
        env,
      );
    return method(value.value, args, env);
  };
}

function join(by: string, items: Value, env: Variables): Value {
  if (items.kind === 'str') return str([...items.value].join(by), mergeVariables(env, items.env));
  if (items.kind !== 'list' && items.kind !== 'tuple' && items.kind !== 'set')
    return unknown('it joins what is not fully known', mergeVariables(env, items.env));
  const merged = mergeVariables(env, items.env, ...items.items.map((item) => item.env));
  const texts = items.items.map((item) => (item.kind === 'str' ? item.value : undefined));
  if (items.incomplete || texts.includes(undefined) || (items.kind === 'set' && texts.length > 1)) {
    const wrong = items.items.find((item) =>
      ['int', 'float', 'none', 'bool', 'list', 'tuple', 'dict', 'path'].includes(item.kind),
    );
    if (wrong !== undefined)
      throw new PythonRaise(
        'TypeError',
        `sequence item: expected str instance, ${wrong.kind} found`,
      );
    return unknown('it joins what is not fully known', merged);
  }
  return str(texts.join(by), merged);
}
