import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parsePython } from '../../src/python/parse.ts';
import { newestPython } from '../interpreter.ts';
import { dumpModule } from './dump.ts';
import { MIXED_LINE_ENDS, REFUSED, SNIPPETS } from './snippets.ts';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');

const python = await newestPython(['3.13', '3.14']);

function dumpByCPython(files: readonly string[]): (string[] | null)[] {
  return JSON.parse(
    execFileSync(python, ['-W', 'ignore', join(here, 'dump.py')], {
      input: JSON.stringify(files),
      maxBuffer: 1 << 30,
      encoding: 'utf8',
    }),
  );
}

function dumpByCPythonFromText(texts: readonly string[]): (string[] | null)[] {
  const folder = mkdtempSync(join(tmpdir(), 'dynoready-ast-'));
  try {
    const files = texts.map((text, index) => {
      const file = join(folder, `${index}.py`);
      writeFileSync(file, text);
      return file;
    });
    return dumpByCPython(files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function dumpOurs(text: string): string[] | null {
  const parsed = parsePython('a.py', text);
  return parsed.ok ? dumpModule(parsed.source.module) : null;
}

describe("our tree is the one of CPython's own reader, position by position", () => {
  test('for snippets that are hard to read or to place', () => {
    const texts = [...SNIPPETS, ...MIXED_LINE_ENDS];
    const expected = dumpByCPythonFromText(texts);
    for (const [index, text] of texts.entries())
      expect(dumpOurs(text), JSON.stringify(text)).toEqual(expected[index]);
    expect(expected.every((dump) => dump !== null)).toBe(true);
  });

  test('for every Python file among the fixtures and cases', () => {
    const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.py') && !/(^|\/)(node_modules|\.venv)\//.test(name))
      .map((name) => join(root, 'test', name));
    const expected = dumpByCPython(files);
    for (const [index, file] of files.entries())
      expect(dumpOurs(readFileSync(file, 'utf8')), file).toEqual(expected[index]);
  });

  test("for the top of CPython's own library", () => {
    const library = execFileSync(python, ['-c', 'import os; print(os.path.dirname(os.__file__))'], {
      encoding: 'utf8',
    }).trim();
    const files = readdirSync(library)
      .filter((name) => name.endsWith('.py'))
      .map((name) => join(library, name));
    const expected = dumpByCPython(files);
    for (const [index, file] of files.entries())
      expect(dumpOurs(readFileSync(file, 'utf8')), file).toEqual(expected[index]);
  });

  test('and what CPython refuses we refuse', () => {
    expect(dumpByCPythonFromText(REFUSED)).toEqual(REFUSED.map(() => null));
    expect(REFUSED.filter((text) => dumpOurs(text) !== null)).toEqual([]);
  });
});
