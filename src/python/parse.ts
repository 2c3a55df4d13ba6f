import { parse } from 'py-ast';
import { convertModule, type ForeignNode } from './convert.ts';
import type { Module } from './nodes.ts';
import { type Offsets, offsetsOf } from './offsets.ts';
import { findMends, type Mend } from './repair.ts';
import { lineAndColumn, type SourceRange } from './source-range.ts';
import { type PyToken, scanTokens } from './tokens.ts';

/**
 * A Python file that was read: its tree and, when asked for, its tokens. Offsets are of `text`, a
 * BOM counted as one unit.
 */
export interface PySource {
  /** Path relative to the project root. */
  readonly file: string;
  readonly text: string;
  readonly module: Module;
  /** All tokens in order, comments among them; scanned at the first call. */
  tokens(): readonly PyToken[];
}

/** A file that was read, or why Python would not read it; `at` is where reading stopped. */
export type PyParse =
  | { readonly ok: true; readonly source: PySource }
  | { readonly ok: false; readonly error: { readonly message: string; readonly at: SourceRange } };

/**
 * Reads a text as Python 3.14 would. Never throws and always ends: a text nested too deeply is an
 * error, as in Python. Some faults that Python refuses are let through: tabs mixed with blanks,
 * numbers such as `012`, a bare `x := 1`.
 */
export function parsePython(file: string, text: string): PyParse {
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const body = bom === 0 ? text : text.slice(1);
  const first = attempt(file, text, body, bom, []);
  if (first.parse.ok && !first.doubtful) return first.parse;
  const mends = findMends(body, scanTokens(body));
  return mends.length === 0
    ? first.parse
    : attempt(file, text, applyMends(body, mends), bom, mends).parse;
}

function attempt(
  file: string,
  text: string,
  parsed: string,
  shift: number,
  mends: readonly Mend[],
): { parse: PyParse; doubtful: boolean } {
  const offsets = offsetsOf(parsed, shift, mends);
  try {
    const { module, hashInString } = convertModule(
      parse(parsed) as unknown as ForeignNode,
      text,
      offsets,
    );
    let tokens: readonly PyToken[] | undefined;
    const source: PySource = {
      file,
      text,
      module,
      tokens: () => {
        tokens ??= scanTokens(text);
        return tokens;
      },
    };
    return { parse: { ok: true, source }, doubtful: hashInString };
  } catch (error) {
    return { parse: { ok: false, error: describe(error, file, text, offsets) }, doubtful: false };
  }
}

function applyMends(text: string, mends: readonly Mend[]): string {
  let result = '';
  let at = 0;
  for (const { start, length, text: put } of mends) {
    result += text.slice(at, start) + put;
    at = start + length;
  }
  return result + text.slice(at);
}

/**
 * py-ast names the position at the end of its message, sometimes without a column; ours say it in
 * units of the original text.
 */
function describe(
  error: unknown,
  file: string,
  text: string,
  offsets: Offsets,
): { message: string; at: SourceRange } {
  if (error instanceof RangeError)
    return { message: 'nested too deeply', at: { file, start: 0, end: 0 } };
  const raw = error instanceof Error ? error.message : String(error);
  const found = / at line (\d+)(?:, column (\d+))?$/.exec(raw);
  const start = found === null ? 0 : offsets.start(Number(found[1]), Number(found[2] ?? 0));
  const message = raw.slice(0, found?.index ?? raw.length);
  const { line } = lineAndColumn(text, start);
  return {
    message: `${message.charAt(0).toLowerCase()}${message.slice(1)} (line ${line})`,
    at: { file, start, end: start },
  };
}
