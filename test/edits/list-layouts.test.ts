import { expect, test } from 'vitest';
import { insertMiddleware, moveMiddleware } from '../../src/edits/python/middleware.ts';
import { applyEdits } from '../../src/edits/text-edit.ts';
import { type PySource, parsePython } from '../../src/project/python/parse.ts';
import type { PyNode } from '../../src/project/python/nodes.ts';

const SECURITY = 'django.middleware.security.SecurityMiddleware';
const WHITENOISE = 'whitenoise.middleware.WhiteNoiseMiddleware';

/** The same numbers on every run (a linear congruence), so that a failure can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.floor((state / 4294967296) * below);
  };
}

/** A list as a careless person may lay it out: any mix of lines, blanks, comments, quotes, commas in front and parentheses. */
function anyLayout(next: (below: number) => number, also: readonly string[] = []): { text: string; values: string[] } {
  const values = ['a.A', 'b.B', 'c.C', 'd.D'].slice(0, next(5));
  for (const value of [SECURITY, ...also]) values.splice(next(values.length + 1), 0, value);
  const eol = next(4) === 0 ? '\r\n' : '\n';
  const indent = ['    ', '\t', '  ', '              '][next(4)]!;
  const blank = (): string => {
    const kinds = ['', ' ', `${eol}${indent}`, `  # note, with "quotes]"${eol}${indent}`, `${eol}${eol}${indent}`, `${eol}${indent}# above${eol}${indent}`];
    return kinds[next(kinds.length)]!;
  };
  const written = values.map((value) => {
    const quote = next(2) === 0 ? '"' : "'";
    const text = `${next(6) === 0 ? 'r' : ''}${quote}${value}${quote}`;
    return next(6) === 0 ? `(${blank()}${text}${blank()})` : text;
  });
  const isTuple = next(3) === 0;
  const last = (isTuple && written.length === 1) || next(2) === 0 ? `${blank()},` : '';
  const inner = written.map((one, index) => (index === 0 ? one : `${blank()},${blank()}${one}`)).join('');
  const list = `${blank()}${inner}${last}${blank()}`;
  return { text: `X = 1${eol}MIDDLEWARE = ${isTuple ? `(${list})` : `[${list}]`}  # end${eol}Y = 2${eol}`, values };
}

function read(text: string): PySource {
  const parse = parsePython('settings.py', text);
  if (!parse.ok) throw new Error(`${parse.error.message} in:\n${text}`);
  return parse.source;
}

function elements(source: PySource): string[] {
  const statement = source.module.body[1]!;
  const list = (statement.kind === 'Assign' ? statement.value : statement) as PyNode;
  if (list.kind !== 'List' && list.kind !== 'Tuple') return [];
  return list.elts.map((one) => (one.kind === 'Constant' ? String(one.value) : one.kind));
}

const comments = (source: PySource): string[] => source.tokens().flatMap(({ kind, text }) => (kind === 'comment' ? [text] : []));

test('a middleware finds its place in two thousand layouts, with every comment kept and nothing done twice', () => {
  for (let seed = 1; seed <= 2000; seed += 1) {
    const { text, values } = anyLayout(numbers(seed));
    const source = read(text);
    const result = insertMiddleware(source, WHITENOISE, { after: SECURITY });
    expect(result.ok ? '' : `${result.because} (seed ${seed}):\n${text}`).toBe('');
    if (!result.ok) continue;
    const after = read(applyEdits(text, result.edits));
    const expected = [...values];
    expected.splice(values.indexOf(SECURITY) + 1, 0, WHITENOISE);
    expect(elements(after), `seed ${seed}:\n${after.text}`).toEqual(expected);
    expect(comments(after), `seed ${seed}:\n${after.text}`).toEqual(comments(source));
    expect(/(?<!\r)\n/.test(after.text), `seed ${seed}`).toBe(/(?<!\r)\n/.test(text));
    expect(insertMiddleware(after, WHITENOISE, { after: SECURITY })).toEqual({ ok: true, edits: [] });
  }
});

test('a middleware is moved to its place in a thousand layouts, or left where it is; no comment is lost', () => {
  let moved = 0;
  for (let seed = 1; seed <= 1000; seed += 1) {
    const { text, values } = anyLayout(numbers(seed), [WHITENOISE]);
    const source = read(text);
    const result = moveMiddleware(source, WHITENOISE, { after: SECURITY });
    if (!result.ok) continue;
    moved += 1;
    const after = read(applyEdits(text, result.edits));
    const expected = values.filter((value) => value !== WHITENOISE);
    expected.splice(expected.indexOf(SECURITY) + 1, 0, WHITENOISE);
    expect(elements(after), `seed ${seed}:\n${text}\n${after.text}`).toEqual(expected);
    expect(comments(after).sort(), `seed ${seed}:\n${text}\n${after.text}`).toEqual(comments(source).sort());
    expect(moveMiddleware(after, WHITENOISE, { after: SECURITY })).toEqual({ ok: true, edits: [] });
  }
  expect(moved).toBeGreaterThan(600);
});
