import { expect } from 'vitest';
import { insertMiddleware, moveMiddleware } from '../../../src/edits/python/middleware.ts';
import { applyEdits } from '../../../src/edits/text-edit.ts';
import { type PySource, parsePython } from '../../../src/python/parse.ts';
import type { PyNode } from '../../../src/python/nodes.ts';
import { anyEol, anyGap, anyLayout, numbers } from '../any-layout.ts';

const SECURITY = 'django.middleware.security.SecurityMiddleware';
const WHITENOISE = 'whitenoise.middleware.WhiteNoiseMiddleware';

/**
 * A list as a careless person may lay it out: any mix of lines, blanks, comments, quotes, commas in
 * front and parentheses.
 */
function anyMiddleware(next: (below: number) => number, also: readonly string[] = []): { text: string; values: string[] } {
  const values = ['a.A', 'b.B', 'c.C', 'd.D'].slice(0, next(5));
  for (const value of [SECURITY, ...also]) values.splice(next(values.length + 1), 0, value);
  const eol = anyEol(next);
  const gap = anyGap(next, eol);
  const written = values.map((value) => {
    const quote = next(2) === 0 ? '"' : "'";
    const text = `${next(6) === 0 ? 'r' : ''}${quote}${value}${quote}`;
    return next(6) === 0 ? `(${gap()}${text}${gap()})` : text;
  });
  const isTuple = next(3) === 0;
  const [open, close] = isTuple ? ['(', ')'] : ['[', ']'];
  const list = anyLayout(next, written, { open: open!, close: close!, eol, needsLastComma: isTuple && written.length === 1 });
  return { text: `X = 1${eol}MIDDLEWARE = ${list}  # end${eol}Y = 2${eol}`, values };
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

/**
 * Inserts a middleware into as many random layouts: it must find its place, with every comment kept
 * and nothing done twice.
 */
export function insertInLayouts(layouts: number): void {
  for (let seed = 1; seed <= layouts; seed += 1) {
    const { text, values } = anyMiddleware(numbers(seed));
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
}

/**
 * Moves a middleware in as many random layouts: it must find its place or be left where it is, and
 * no comment may be lost. Returns how many were moved.
 */
export function moveInLayouts(layouts: number): number {
  let moved = 0;
  for (let seed = 1; seed <= layouts; seed += 1) {
    const { text, values } = anyMiddleware(numbers(seed), [WHITENOISE]);
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
  return moved;
}
