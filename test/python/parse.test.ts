import { expect, test } from 'vitest';
import type { PyNode } from '../../src/python/nodes.ts';
import { type PySource, parsePython } from '../../src/python/parse.ts';
import { findAssignments, walk } from '../../src/python/walk.ts';
import { MIXED_LINE_ENDS, REFUSED, SNIPPETS } from './snippets.ts';

function read(text: string): PySource {
  const parsed = parsePython('shop/settings.py', text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.source;
}

function pieces(text: string, kind: PyNode['kind']): string[] {
  return [...walk(read(text).module)]
    .filter((node) => node.kind === kind)
    .map((node) => text.slice(node.start, node.end));
}

test('a place is a range of the text as it stands in the file: BOM, CRLF, CR, tabs and characters outside the BMP', () => {
  const body = 'if x:\n\tA = "😀é"  # 😀\n\tB = ["😀", b"c"]\n';
  for (const text of [
    body,
    `\ufeff${body}`,
    body.replaceAll('\n', '\r\n'),
    `\ufeff${body.replaceAll('\n', '\r')}`,
  ]) {
    expect(pieces(text, 'Constant')).toEqual(['"😀é"', '"😀"', 'b"c"']);
    expect(pieces(text, 'Assign')).toEqual(['A = "😀é"', 'B = ["😀", b"c"]']);
  }
});

test('the clause of several exceptions without brackets reads as a tuple and keeps its place', () => {
  const text =
    'try:\n    a = "except A, B:"\nexcept ImportError, b.C:\n    pass\nexcept* D, E, :\n    pass\n'.replace(
      'except*',
      'except',
    );
  expect(pieces(text, 'Tuple')).toEqual(['ImportError, b.C', 'D, E,']);
  expect(pieces(text, 'Attribute')).toEqual(['b.C']);
  expect(pieces(text, 'Constant')).toEqual(['"except A, B:"']);
});

test('form feeds, a match of several values and a comment in an f-string do not move what follows them', () => {
  const text =
    'match a, b:\n    case 1, *c if d:\n        x = f"""{\ne  # it\'s }\n}"""\n\f\fy = (f,\f"g")\n';
  expect(pieces(text, 'Tuple')).toEqual(['a, b', '(f,\f"g")']);
  expect(pieces(text, 'MatchSequence')).toEqual(['1, *c']);
  expect(pieces(text, 'FormattedValue')).toEqual(["{\ne  # it's }\n}"]);
});

test('constants say what they are', () => {
  const source = read(
    'x = [1, 1.0, 2j, "...", ..., b"\\xff", True, None, 12345678901234567890, f"..."]\n',
  );
  const constants = [...walk(source.module)].flatMap((node) =>
    node.kind === 'Constant' ? [[node.type, node.value]] : [],
  );
  expect(constants).toEqual([
    ['int', 1],
    ['float', 1],
    ['complex', 2],
    ['str', '...'],
    ['Ellipsis', null],
    ['bytes', '\u00ff'],
    ['bool', true],
    ['None', null],
    ['int', 12345678901234567890n],
    ['str', '...'],
  ]);
});

test('tokens have comments, commas and brackets at their places, and an f-string is one token', () => {
  const text = '\ufeffx = [\r\n    1,  # one, "two"\r\n    f"{a["#"]!r:>{w}}",\r\n]\r\n';
  const tokens = read(text).tokens();
  expect(tokens.map((token) => token.text)).toEqual([
    'x',
    '=',
    '[',
    '\r\n',
    '1',
    ',',
    '# one, "two"',
    '\r\n',
    'f"{a["#"]!r:>{w}}"',
    ',',
    '\r\n',
    ']',
    '\r\n',
  ]);
  expect(tokens.every((token) => text.slice(token.start, token.end) === token.text)).toBe(true);
});

test('tokens and what is between them give the text back: blanks, joined lines and form feeds alone are left out', () => {
  for (const text of [...SNIPPETS, ...MIXED_LINE_ENDS]) {
    let at = 0;
    for (const token of read(text).tokens()) {
      expect(text.slice(at, token.start)).toMatch(/^(?:[ \t\f\ufeff]|\\(?:\r\n|\r|\n))*$/);
      at = token.end;
    }
    expect(text.slice(at)).toMatch(/^[ \t\f\ufeff]*$/);
  }
});

test('a text that is not Python gives an error with a place, never an exception', () => {
  for (const text of REFUSED) expect(parsePython('a.py', text).ok, text.slice(0, 40)).toBe(false);
  expect(parsePython('a.py', '\ufeffx = 1\r\ny = (\r\n')).toEqual({
    ok: false,
    error: {
      message: 'unexpected token in expression (line 3)',
      at: { file: 'a.py', start: 15, end: 15 },
    },
  });
});

test('assignments to a name are found in the module, and in its blocks when asked for, never in functions', () => {
  const text =
    'A = 1\nB, (A, *C) = x\nif y:\n    A += 2\nA: int = 3\nA: int\nA.b = 4\ndef f():\n    A = 5\ntry:\n    pass\nexcept E:\n    A = 6\n';
  const { module } = read(text);
  const show = (inBlocks: boolean): string[] =>
    findAssignments(module, 'A', { inBlocks }).map((node) => text.slice(node.start, node.end));
  expect(show(false)).toEqual(['A = 1', 'B, (A, *C) = x', 'A: int = 3']);
  expect(show(true)).toEqual(['A = 1', 'B, (A, *C) = x', 'A += 2', 'A: int = 3', 'A = 6']);
});
