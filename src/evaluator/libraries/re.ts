import { type Interpreter, plainCall } from '../state/interpreter.ts';
import { argument } from '../values/arguments.ts';
import {
  builtin,
  dict,
  int,
  list,
  native,
  none,
  str,
  tuple,
  unknown,
} from '../values/constructors.ts';
import type { CallArguments, Value, Variables } from '../values/python-value.ts';
import { mergeVariables } from '../values/variables.ts';
import type { Members } from './library.ts';

/**
 * Flags by their long and short names. Source: Python's own module `re`, 3.14 (read 2026-11-24).
 */
const FLAGS: Readonly<Record<string, number>> = {
  IGNORECASE: 2,
  I: 2,
  MULTILINE: 8,
  M: 8,
  DOTALL: 16,
  S: 16,
  ASCII: 256,
  A: 256,
};
const KNOWN_FLAGS = 2 | 8 | 16 | 256;

/** A search of a longer text, or with more repetitions, might not end in time: it is not made. */
const LONGEST_TEXT = 200;
const MOST_REPETITIONS = 3;

/** The module `re`, for patterns and texts that are known. */
export const reModule: Members = (interpreter, name) => {
  if (FLAGS[name] !== undefined) return int(FLAGS[name]);
  if (name === 'compile')
    return builtin('re.compile', (args) =>
      compiled(interpreter, args.positional[0] ?? none(), argument(args, 1, 'flags')),
    );
  if (name === 'escape')
    return builtin('re.escape', ({ positional: [text = none()] }) => escapedText(text));
  if (METHODS[name] === undefined) return undefined;
  return builtin(`re.${name}`, (args) => {
    const [pattern = none(), ...rest] = args.positional;
    const flags = args.keywords.get('flags') ?? args.positional[FLAGS_AT[name] ?? 2];
    return apply(interpreter, name, pattern, flags, { ...args, positional: rest });
  });
};

/** Where the functions of the module take their flags, counted with the pattern. */
const FLAGS_AT: Readonly<Record<string, number>> = { sub: 4, subn: 4, split: 3 };

function compiled(interpreter: Interpreter, pattern: Value, flags: Value | undefined): Value {
  return native('re.Pattern', {
    attribute: (name) => {
      if (name === 'pattern') return pattern;
      return METHODS[name] === undefined
        ? undefined
        : builtin(`Pattern.${name}`, (args) => apply(interpreter, name, pattern, flags, args));
    },
  });
}

interface Search {
  readonly interpreter: Interpreter;
  readonly args: CallArguments;
  readonly pattern: RegExp;
  readonly text: string;
  readonly env: Variables;
}

function apply(
  interpreter: Interpreter,
  name: string,
  pattern: Value,
  flags: Value | undefined,
  args: CallArguments,
): Value {
  const text = argument(args, name.startsWith('sub') ? 1 : 0, 'string') ?? none();
  const env = mergeVariables(pattern.env, text.env);
  const expression = translate(pattern, flags);
  // Beyond ASCII the two languages do not agree on what a letter, a digit or a blank is.
  if (
    text.kind !== 'str' ||
    expression === undefined ||
    text.value.length > LONGEST_TEXT ||
    /[^\x00-\x7F]/.test(text.value)
  ) {
    return unknown(
      text.kind === 'unknown'
        ? text.because
        : 'it is made with a regular expression that is not evaluated',
      env,
    );
  }
  return METHODS[name]!({ interpreter, args, pattern: expression, text: text.value, env });
}

const anchored = (pattern: RegExp, after: string): RegExp =>
  new RegExp(`(?<![\\s\\S])(?:${pattern.source})${after}`, pattern.flags.replace('g', ''));

const METHODS: Readonly<Record<string, (search: Search) => Value>> = {
  match: (search) => matchOf(search, anchored(search.pattern, '').exec(search.text)),
  fullmatch: (search) =>
    matchOf(search, anchored(search.pattern, '(?![\\s\\S])').exec(search.text)),
  search: (search) =>
    matchOf(
      search,
      new RegExp(search.pattern.source, search.pattern.flags.replace('g', '')).exec(search.text),
    ),
  findall: ({ pattern, text, env }) =>
    list(
      [...text.matchAll(pattern)].map(([whole, ...groups]) => {
        const texts = groups.map((group) => str(group ?? '', env));
        return texts.length > 1 ? tuple(texts, env) : (texts[0] ?? str(whole, env));
      }),
      env,
    ),
  split: ({ pattern, text, args, env }) => {
    const limit = argument(args, 1, 'maxsplit');
    return limit === undefined && !pattern.test('')
      ? list(
          text
            .split(pattern)
            .map((part: string | undefined) => (part === undefined ? none(env) : str(part, env))),
          env,
        )
      : unknown('it is split in a way that is not evaluated', env);
  },
  sub: (search) => {
    const { interpreter, args, pattern, text, env } = search;
    const replacement = args.positional[0] ?? args.keywords.get('repl') ?? none();
    if (argument(args, 2, 'count') !== undefined)
      return unknown('it replaces a limited number of matches', env);
    let result = '';
    let end = 0;
    for (const match of text.matchAll(pattern)) {
      const by =
        replacement.kind === 'str'
          ? str(expand(replacement.value, match))
          : interpreter.call(replacement, plainCall([matchOf(search, match)], args));
      if (by.kind !== 'str') return unknown('it is replaced by what is not known', env);
      result += text.slice(end, match.index) + by.value;
      end = match.index + match[0].length;
    }
    return str(result + text.slice(end), mergeVariables(env, replacement.env));
  },
};

function matchOf({ env }: Search, match: RegExpExecArray | null): Value {
  if (match === null) return none(env);
  const group = (text: string | undefined): Value =>
    text === undefined ? none(env) : str(text, env);
  const get = (key: Value): Value => {
    if (key.kind === 'int' && key.value < match.length) return group(match[key.value]);
    if (key.kind === 'str' && match.groups !== undefined && key.value in match.groups)
      return group(match.groups[key.value]);
    return unknown('it is a group that is not known', env);
  };
  const methods: Readonly<Record<string, (args: CallArguments) => Value>> = {
    group: ({ positional }) =>
      positional.length > 1 ? tuple(positional.map(get), env) : get(positional[0] ?? int(0)),
    groups: () => tuple(match.slice(1).map(group), env),
    groupdict: () =>
      dict(Object.entries(match.groups ?? {}).map(([name, text]) => [name, group(text)])),
    start: () => int(match.index, env),
    end: () => int(match.index + match[0].length, env),
  };
  const found = native('re.Match', {
    attribute: (name) =>
      methods[name] === undefined ? undefined : builtin(`Match.${name}`, methods[name]),
    item: get,
  });
  return { ...found, env };
}

/** `\1`, `\g<1>` and `\g<name>` in a replacement. */
function expand(template: string, match: RegExpExecArray): string {
  return template.replace(
    /\\(?:g<(\w+)>|(\d)|([n\\]))/g,
    (_, named?: string, digit?: string, escaped?: string) => {
      if (escaped !== undefined) return escaped === 'n' ? '\n' : '\\';
      const key = named ?? digit ?? '0';
      return (/^\d+$/.test(key) ? match[Number(key)] : match.groups?.[key]) ?? '';
    },
  );
}

/**
 * Python's pattern as ours; undefined for one that is not known, that means something else here, or
 * that may take too long.
 */
function translate(pattern: Value, flags: Value | undefined): RegExp | undefined {
  if (
    pattern.kind !== 'str' ||
    (flags !== undefined && (flags.kind !== 'int' || (flags.value & ~KNOWN_FLAGS) !== 0))
  )
    return undefined;
  const [, inline = '', body = ''] = /^(?:\(\?([imsa]+)\))?([\s\S]*)$/.exec(pattern.value) ?? [];
  // Repetitions of what repeats itself can take for ever; conditions, comments and atomic groups
  // are not known here.
  if (/\)[*+{]|\(\?[(>#a-zA-OQ-Z-]|[*+?}]\+|\\[GNUxu0-9]|\[[^\]]*\$/.test(body)) return undefined;
  if ((body.match(/(?<!\\)[*+]|\{\d*,\d*\}/g) ?? []).length > MOST_REPETITIONS) return undefined;
  const given = flags?.kind === 'int' ? flags.value : 0;
  const has = (letter: string, bit: number): boolean =>
    inline.includes(letter) || (given & bit) !== 0;
  const source = body
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replace(/\\A/g, '(?<![\\s\\S])')
    .replace(/\\[Zz]/g, '(?![\\s\\S])')
    // Without `m` a dollar also stands before a last line end.
    .replace(/(?<!\\)\$/g, has('m', FLAGS.M!) ? '$' : '(?=\\n?(?![\\s\\S]))');
  try {
    return new RegExp(
      source,
      `g${has('i', FLAGS.I!) ? 'i' : ''}${has('m', FLAGS.M!) ? 'm' : ''}${has('s', FLAGS.S!) ? 's' : ''}`,
    );
  } catch {
    return undefined;
  }
}

function escapedText(text: Value): Value {
  if (text.kind !== 'str')
    return unknown(text.kind === 'unknown' ? text.because : 'it is no text', text.env);
  return str(text.value.replace(/[-()[\]{}?*+|^$\\.&~#\s]/g, '\\$&'), text.env);
}
