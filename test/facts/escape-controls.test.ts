import { expect, test } from 'vitest';
import { escapeControls } from '../../src/facts/escape-controls.ts';

test('what a terminal would obey is written out, the rest stays', () => {
  expect(escapeControls('\x1b[2J\x9b31mred\x07\x7f')).toBe('\\x1b[2J\\x9b31mred\\x07\\x7f');
  expect(escapeControls('one\r\ntwo\u2028three')).toBe('one\\r\\ntwo\\u2028three');
  expect(escapeControls('\u202eevil\u202c \u2066x\u2069 \u200f\u061c')).toBe(
    '\\u202eevil\\u202c \\u2066x\\u2069 \\u200f\\u061c',
  );
  expect(escapeControls('\0')).toBe('\\x00');
  const plain = 'a tab\tand Grüße, 日本, 👩‍💻 and C:\\x1b';
  expect(escapeControls(plain)).toBe(plain);
});
