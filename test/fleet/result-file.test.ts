import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UsageError } from '../../src/facts/usage-error.ts';
import { renderFleetLine } from '../../src/fleet/line.ts';
import { openResultFile } from '../../src/fleet/result-file.ts';
import { madeLine } from './made-lines.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'results-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (...names: string[]): string =>
  names.map((name) => renderFleetLine(madeLine(name))).join('');

test('what is appended is there at once, and the end is sorted, whole and limited to the list', () => {
  const path = join(folder, 'one.jsonl');
  const results = openResultFile(path);
  for (const name of ['c', 'a', 'gone', 'b']) results.append(madeLine(name));
  expect(readFileSync(path, 'utf8')).toBe(text('c', 'a', 'gone', 'b'));
  results.finish(new Set(['a', 'b', 'c']), path);
  results.close();
  expect(readFileSync(path, 'utf8')).toBe(text('a', 'b', 'c'));
  expect(readdirSync(folder)).toEqual(['one.jsonl']);
});

test('a line that a kill cut short is dropped; the newest line of a repository counts', () => {
  const path = join(folder, 'two.jsonl');
  writeFileSync(path, text('b', 'ä'));
  appendFileSync(path, renderFleetLine(madeLine('c')).slice(0, 50));
  const results = openResultFile(path);
  expect(results.known('b')?.key).toBe(madeLine('b').key);
  expect(results.known('c')).toBeUndefined();
  results.append(madeLine('b', ['debug-on']));
  results.append(madeLine('c'));
  expect([...results.lines()]).toEqual([madeLine('b', ['debug-on']), madeLine('c'), madeLine('ä')]);
  results.close();
});

test('a file of something else is refused and stays as it is', () => {
  const path = join(folder, 'notes.txt');
  for (const [notes, evidence] of [
    ['my notes\nof today', 'line 1: it is no JSON'],
    [`${text('a')}{"schemaVersion":2}\n`, 'line 2: schemaVersion: Invalid input: expected 1'],
  ] as const) {
    writeFileSync(path, notes);
    let problem: unknown;
    try {
      openResultFile(path);
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(UsageError);
    expect((problem as UsageError).evidence).toEqual([evidence]);
    expect(readFileSync(path, 'utf8')).toBe(notes);
  }
});
