import { type Interpreter, plainCall } from '../state/interpreter.ts';
import { argument } from '../values/arguments.ts';
import { builtin, int, list, native, none, str, tuple, unknown } from '../values/constructors.ts';
import type { CallArguments, Value } from '../values/python-value.ts';
import { tableOf } from '../values/table.ts';
import { charactersOf } from '../values/text.ts';
import { mergeVariables } from '../values/variables.ts';
import { OutOfWork, spendText, type Work, workOf } from '../values/work.ts';
import type { Members } from './library.ts';
import { groupText, matchObject, type Search, spanOf, textBetween } from './regex/match-object.ts';
import { allMatches, type Match, matchAt, searchFrom } from './regex/match-pattern.ts';
import { parsePattern } from './regex/parse-pattern.ts';
import type { Pattern } from './regex/pattern.ts';

/**
 * Flags by their long and short names. Source: Python's own module `re`, 3.14 (read 2026-11-24).
 */
const FLAGS = tableOf({
  IGNORECASE: 2,
  I: 2,
  MULTILINE: 8,
  M: 8,
  DOTALL: 16,
  S: 16,
  UNICODE: 32,
  U: 32,
  VERBOSE: 64,
  X: 64,
  ASCII: 256,
  A: 256,
});
const KNOWN_FLAGS = 2 | 8 | 16 | 32 | 64 | 256;

/** Work granted to one search: a pattern that tries more possibilities is not evaluated. */
const MAX_SEARCH_WORK = 20_000;
const NOT_EVALUATED = 'it is made with a regular expression that is not evaluated';

/** The module `re`, for patterns and texts that are known. */
export const reModule: Members = (interpreter, name) => {
  const flag = FLAGS.get(name);
  if (flag !== undefined) return int(flag);
  if (name === 'compile')
    return builtin('re.compile', (args) =>
      compiled(interpreter, args.positional[0] ?? none(), argument(args, 1, 'flags')),
    );
  if (name === 'escape')
    return builtin('re.escape', ({ positional: [text = none()] }) =>
      escapedText(interpreter, text),
    );
  if (!METHODS.has(name)) return undefined;
  return builtin(`re.${name}`, (args) => {
    const [pattern = none(), ...rest] = args.positional;
    const flags = args.keywords.get('flags') ?? args.positional[FLAGS_AT.get(name) ?? 2];
    return apply(interpreter, name, pattern, flags, { ...args, positional: rest });
  });
};

/** Where the functions of the module take their flags, counted with the pattern. */
const FLAGS_AT = tableOf({ sub: 4, subn: 4, split: 3 });

function compiled(interpreter: Interpreter, pattern: Value, flags: Value | undefined): Value {
  return native('re.Pattern', {
    attribute: (name) => {
      if (name === 'pattern') return pattern;
      return METHODS.has(name)
        ? builtin(`Pattern.${name}`, (args) => apply(interpreter, name, pattern, flags, args))
        : undefined;
    },
  });
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
  const parsed = patternOf(interpreter, pattern, flags);
  if (text.kind !== 'str' || parsed === undefined)
    return unknown(text.kind === 'unknown' ? text.because : NOT_EVALUATED, env);
  const characters = charactersOf(interpreter, text.value);
  interpreter.spend(characters.length / 4);
  const codes = Uint32Array.from(characters, (one) => one.codePointAt(0)!);
  const granted = workOf(MAX_SEARCH_WORK);
  const work: Work = {
    spend: (units) => {
      interpreter.spend(units);
      granted.spend(units);
    },
  };
  try {
    return METHODS.get(name)!({ interpreter, args, pattern: parsed, characters, codes, work, env });
  } catch (error) {
    // The engine's stack overflows where a repetition has very many rounds.
    if (!(error instanceof OutOfWork) && !(error instanceof RangeError)) throw error;
    interpreter.spend(0);
    return unknown(NOT_EVALUATED, env);
  }
}

function patternOf(
  interpreter: Interpreter,
  pattern: Value,
  flags: Value | undefined,
): Pattern | undefined {
  if (pattern.kind !== 'str') return undefined;
  if (flags !== undefined && (flags.kind !== 'int' || (flags.value & ~KNOWN_FLAGS) !== 0))
    return undefined;
  const given = flags?.kind === 'int' ? flags.value : 0;
  interpreter.spend(pattern.value.length);
  const has = (name: string): boolean => (given & FLAGS.get(name)!) !== 0;
  return parsePattern(pattern.value, {
    ignoreCase: has('I'),
    multiline: has('M'),
    dotAll: has('S'),
    ascii: has('A'),
    verbose: has('X'),
  });
}

function matchedTexts(search: Search): Match[] {
  const matches: Match[] = [];
  for (const match of allMatches(search.work, search.pattern, search.codes)) {
    search.interpreter.spend(2);
    matches.push(match);
  }
  return matches;
}

const METHODS = tableOf<(search: Search) => Value>({
  match: (search) => matchObject(search, matchAt(search.work, search.pattern, search.codes, 0)),
  fullmatch: (search) =>
    matchObject(search, matchAt(search.work, search.pattern, search.codes, 0, { whole: true })),
  search: (search) => matchObject(search, searchFrom(search.work, search.pattern, search.codes, 0)),
  findall: (search) =>
    list(
      matchedTexts(search).map(({ start, end, groups }) => {
        const texts = groups.map((span) =>
          str(span === undefined ? '' : textBetween(search, ...span), search.env),
        );
        if (texts.length > 1) return tuple(texts, search.env);
        return texts[0] ?? str(textBetween(search, start, end), search.env);
      }),
      search.env,
    ),
  finditer: (search) =>
    list(
      matchedTexts(search).map((match) => matchObject(search, match)),
      search.env,
    ),
  split: (search) => {
    const limit = limitArgument(search.args, 'maxsplit');
    if (limit === undefined) return unknown(NOT_EVALUATED, search.env);
    const parts: Value[] = [];
    let end = 0;
    for (const match of matchedTexts(search).slice(0, limit)) {
      parts.push(str(textBetween(search, end, match.start), search.env));
      for (const span of match.groups) parts.push(groupText(search, span));
      end = match.end;
    }
    parts.push(str(textBetween(search, end, search.codes.length), search.env));
    return list(parts, search.env);
  },
  sub: (search) => substituted(search)?.[0] ?? unknown(NOT_EVALUATED, search.env),
  subn: (search) => {
    const result = substituted(search);
    return result === undefined
      ? unknown(NOT_EVALUATED, search.env)
      : tuple([result[0], int(result[1], search.env)]);
  },
});

/** A limit for which zero means none; undefined when it is not known. */
function limitArgument(args: CallArguments, name: string): number | undefined {
  const limit = argument(args, name === 'count' ? 2 : 1, name);
  if (limit === undefined) return Infinity;
  return limit.kind === 'int' ? limit.value || Infinity : undefined;
}

/** The text after the replacement, and how often there was one; undefined when it is not known. */
function substituted(search: Search): readonly [Value, number] | undefined {
  const { interpreter, args, env } = search;
  const replacement = argument(args, 0, 'repl') ?? none();
  const limit = limitArgument(args, 'count');
  if (limit === undefined) return undefined;
  const texts: string[] = [];
  let end = 0;
  const matches = matchedTexts(search).slice(0, limit);
  for (const match of matches) {
    const by =
      replacement.kind === 'str'
        ? expanded(search, replacement.value, match)
        : textFrom(interpreter.call(replacement, plainCall([matchObject(search, match)], args)));
    if (by === undefined) return undefined;
    spendText(interpreter, by.length);
    texts.push(textBetween(search, end, match.start), by);
    end = match.end;
  }
  texts.push(textBetween(search, end, search.codes.length));
  return [str(texts.join(''), mergeVariables(env, replacement.env)), matches.length];
}

const textFrom = (value: Value): string | undefined =>
  value.kind === 'str' ? value.value : undefined;

/** `\1`, `\g<1>` and `\g<name>` in a replacement; undefined for a group that there is not. */
function expanded(search: Search, template: string, match: Match): string | undefined {
  spendText(search.interpreter, 4 * template.length);
  let isKnown = true;
  const text = template.replace(
    /\\(?:g<(\w+)>|([1-9]\d?)|([a-z\\]))/g,
    (_, named?: string, digits?: string, escaped?: string) => {
      if (escaped !== undefined) return ESCAPED.get(escaped) ?? `\\${escaped}`;
      const span = spanOf(search, match, named ?? digits ?? '0');
      isKnown &&= span !== 'none';
      return span === 'none' || span === undefined ? '' : textBetween(search, ...span);
    },
  );
  return isKnown ? text : undefined;
}

const ESCAPED = tableOf({ n: '\n', t: '\t', r: '\r', '\\': '\\' });

function escapedText(work: Work, text: Value): Value {
  if (text.kind !== 'str')
    return unknown(text.kind === 'unknown' ? text.because : 'it is no text', text.env);
  spendText(work, 4 * text.value.length);
  return str(text.value.replace(/[-()[\]{}?*+|^$\\.&~#\s]/g, '\\$&'), text.env);
}
