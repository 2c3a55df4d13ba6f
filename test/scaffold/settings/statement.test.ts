import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  cutStatement,
  findPlainSetting,
  indent,
  parseSettings,
} from '../../../src/scaffold/settings/statement.ts';

function cut(text: string, ...names: string[]): { text: string; cuts: string[] } {
  const cuts: string[] = [];
  let current = text;
  for (const name of names) {
    const setting = findPlainSetting(parseSettings('settings.py', current), name);
    const result = cutStatement(current, setting!.statement);
    current = result.text;
    cuts.push(result.cut);
  }
  return { text: current, cuts };
}

describe('taking a statement out of a settings file', () => {
  test('takes the comment directly above along and leaves one blank line between the neighbours', () => {
    expect(cut('A = 1\n\n# only here\nB = 2\n\nC = 3\n', 'B')).toEqual({
      text: 'A = 1\n\nC = 3\n',
      cuts: ['# only here\nB = 2'],
    });
  });

  test('leaves the other lines of a paragraph together', () => {
    expect(cut('A = 1\nB = 2\nC = 3\n', 'B').text).toBe('A = 1\nC = 3\n');
  });

  test('takes a heading out when nothing is left below it, and keeps the gap of two lines between sections', () => {
    const stock =
      'A = 1\n\n\n# Quick start\n# See the docs\n\n# keep it secret\nB = 2\n\n# off\nC = 3\n\nD = 4\n\n\n# Apps\n\nE = 5\n';
    expect(cut(stock, 'C', 'B', 'D').text).toBe('A = 1\n\n\n# Apps\n\nE = 5\n');
  });

  test('keeps a heading that stands over another statement too', () => {
    expect(cut('# Keys\n\nA = 1\n\nB = 2\n', 'A').text).toBe('# Keys\n\nB = 2\n');
  });

  test('ends the file with one line end when the last statement goes', () => {
    expect(cut('A = 1\n\n\n# Email\n\nMAILERS = {\n    "default": {},\n}\n', 'MAILERS')).toEqual({
      text: 'A = 1\n',
      cuts: ['MAILERS = {\n    "default": {},\n}'],
    });
  });

  test('keeps carriage returns', () => {
    expect(cut('A = 1\r\n\r\nB = 2\r\n\r\nC = 3\r\n', 'B')).toEqual({
      text: 'A = 1\r\n\r\nC = 3\r\n',
      cuts: ['B = 2'],
    });
  });

  test.each(['5.2', '6.1'])('leaves the stock settings of Django %s without holes', (series) => {
    const path = fileURLToPath(
      new URL(`../../fixtures/projects/startproject-${series}/mysite/settings.py`, import.meta.url),
    );
    const { text } = cut(readFileSync(path, 'utf8'), 'DEBUG', 'SECRET_KEY', 'ALLOWED_HOSTS');
    expect(text.slice(text.indexOf('BASE_DIR ='), text.indexOf('INSTALLED_APPS'))).toBe(
      'BASE_DIR = Path(__file__).resolve().parent.parent\n\n\n# Application definition\n\n',
    );
  });
});

describe('a setting as one plain assignment', () => {
  const of = (text: string, name: string) =>
    findPlainSetting(parseSettings('settings.py', text), name);

  test('is written out when no name, call or look-up is in it', () => {
    expect(of('HOSTS = ["a", "b"]\n', 'HOSTS')).toMatchObject({
      valueText: '["a", "b"]',
      isLiteral: true,
      isRead: false,
    });
    expect(of('import os\nKEY = os.environ["KEY"]\n', 'KEY')).toMatchObject({ isLiteral: false });
  });

  test('is read when the file uses its name elsewhere', () => {
    expect(of('DEBUG = True\nif DEBUG:\n    X = 1\n', 'DEBUG')).toMatchObject({ isRead: true });
  });

  test('is none when it is set twice or inside a block', () => {
    expect(of('A = 1\nA = 2\n', 'A')).toBeUndefined();
    expect(of('if True:\n    A = 1\n', 'A')).toBeUndefined();
  });
});

test('moves lines in by four columns and leaves blank lines blank', () => {
  expect(indent('A = {\n    "b": 1,\n}\n\nC = 2')).toBe(
    '    A = {\n        "b": 1,\n    }\n\n    C = 2',
  );
});
