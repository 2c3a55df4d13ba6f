import { expect, test } from 'vitest';
import { parseExpression, parseStatements, verified } from '../../../src/edits/python/verified.ts';
import type { TextEdit } from '../../../src/edits/text-edit.ts';
import type { List } from '../../../src/python/nodes.ts';
import { type PySource, parsePython } from '../../../src/python/parse.ts';

function sourceOf(text: string): PySource {
  const parse = parsePython('settings.py', text);
  if (!parse.ok) throw new Error(parse.error.message);
  return parse.source;
}

function read(text: string): { source: PySource; list: List } {
  const parse = parsePython('settings.py', text);
  if (!parse.ok) throw new Error(parse.error.message);
  const [statement] = parse.source.module.body;
  if (statement?.kind !== 'Assign' || statement.value.kind !== 'List') throw new Error('not a list');
  return { source: parse.source, list: statement.value };
}

const insertion = (at: number, text: string): TextEdit => ({ start: at, end: at, text });
const vague = 'the code is written in a form that cannot be changed safely';

test('lets the intended change through', () => {
  const { source, list } = read('A = ["a"]\n');
  const edits = [insertion(8, ','), insertion(8, ' "b"')];
  const inserted = [{ into: list.elts, at: 1, nodes: [parseExpression('"b"')] }];
  expect(verified(source, edits, { inserted })).toEqual({ ok: true, edits });
});

test('refuses two edits at one offset in the wrong order, which would join two strings', () => {
  const { source, list } = read('A = ["a"]\n');
  const edits = [insertion(8, ' "b"'), insertion(8, ',')];
  const inserted = [{ into: list.elts, at: 1, nodes: [parseExpression('"b"')] }];
  expect(verified(source, edits, { inserted })).toEqual({ ok: false, because: vague });
});

test('refuses an insertion that a comment swallows', () => {
  const { source, list } = read('A = [\n    "a",  # last\n]\n');
  const inserted = [{ into: list.elts, at: 1, nodes: [parseExpression('"b"')] }];
  expect(verified(source, [insertion(22, ' "b",')], { inserted })).toEqual({ ok: false, because: 'a comment would be lost: # last' });
});

test('refuses a change of anything else', () => {
  const { source } = read('A = ["a"]\nB = 1\n');
  expect(verified(source, [{ start: 14, end: 15, text: '2' }], {})).toEqual({ ok: false, because: vague });
});

test('refuses a number that only looks the same', () => {
  const { source } = read('A = ["a"]\nB = 1\n');
  expect(verified(source, [{ start: 14, end: 15, text: 'True' }], {})).toEqual({ ok: false, because: vague });
});

test('refuses a text that is no longer Python', () => {
  const { source } = read('A = ["a"]\n');
  const result = verified(source, [insertion(8, ' b')], {});
  expect(result.ok ? '' : result.because).toMatch(/^the result would not be valid Python: .+\(line 1\)$/);
});

test('refuses to lose a comment, unless that is meant', () => {
  const { source } = read('A = ["a"]  # keep\n');
  const edits = [{ start: 9, end: 17, text: '' }];
  expect(verified(source, edits, {})).toEqual({ ok: false, because: 'a comment would be lost: # keep' });
  expect(verified(source, edits, { dropsComments: true })).toEqual({ ok: true, edits });
});

test.each([
  ['A = 1\nB = 2\n', 6, 'C = 3', 'the result would not be valid Python'],
  ['A = 1 \\\n\nB = 2\n', 8, 'C = 3', 'the result would not be valid Python'],
  ['A = 1\nB = 2\n', 6, 'C = 3 \\\n', 'the result would not be valid Python'],
  ['A = 1\nB = """x"""\n', 6, 'C = 3\n"""', 'the result would not be valid Python'],
])('in %j what is put at %i would run into its neighbours, and is declined', (text, at, put, because) => {
  const source = sourceOf(text);
  const inserted = [{ into: source.module.body, at: 1, nodes: parseStatements('C = 3') }];
  const result = verified(source, [{ start: at, end: at, text: put }], { inserted });
  expect(result.ok ? 'accepted' : result.because).toContain(because);
});

test('a statement far from the edit need not be understood anew', () => {
  const text = `A = 1\nB = 2\n${'C = [1, 2, 3]\n'.repeat(2000)}`;
  const source = sourceOf(text);
  const inserted = [{ into: source.module.body, at: 1, nodes: parseStatements('X = 3') }];
  expect(verified(source, [{ start: 6, end: 6, text: 'X = 3\n' }], { inserted })).toMatchObject({ ok: true });
  expect(verified(source, [{ start: 6, end: 6, text: 'X = 4\n' }], { inserted }).ok).toBe(false);
});
