import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FleetLine, renderFleetLine } from '../../src/fleet/line.ts';
import { mergeResults } from '../../src/fleet/merge.ts';
import { openResultFile } from '../../src/fleet/result-file.ts';
import { itemsOfShard, parseShard } from '../../src/fleet/shard.ts';
import { madeLine, RUN } from './made-lines.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'merge-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, lines: readonly FleetLine[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.map(renderFleetLine).join(''));
  return path;
}

function merged(...paths: string[]): string {
  const target = join(folder, 'merged.jsonl');
  rmSync(target, { force: true });
  const results = openResultFile(target);
  try {
    mergeResults(paths, results);
    results.finish(new Set([...results.lines()].map(({ repository }) => repository)), target);
    return readFileSync(target, 'utf8');
  } finally {
    results.close();
  }
}

test('the parts in any order give the file of one run', () => {
  const names = Array.from({ length: 11 }, (_, at) => `r${at}`).sort();
  const whole = readFileSync(
    write(
      'whole',
      names.map((name) => madeLine(name)),
    ),
    'utf8',
  );
  const parts = [1, 2, 3].map((index) =>
    write(
      `part-${index}`,
      itemsOfShard(names, parseShard(`${index}/3`)).map((name) => madeLine(name)),
    ),
  );
  expect(merged(...parts)).toBe(whole);
  expect(merged(...parts.reverse(), parts[0]!)).toBe(whole);
});

test('two results of one repository, or of two versions, are refused', () => {
  const one = write('one', [madeLine('a'), madeLine('b', ['debug-on'])]);
  const other = write('other', [madeLine('b')]);
  expect(() => merged(one, other)).toThrow('Two files have different results of b');
  const newer = write('newer', [madeLine('c', [], { ...RUN, checker: '0.2.0' })]);
  expect(() => merged(one, newer)).toThrow('made by other versions or options');
});

test.each(['0/3', '4/3', '1', '1/', 'a/b', '-1/2'])('--shard %s is wrong use', (text) => {
  expect(() => parseShard(text)).toThrow('--shard needs a part and the number of parts');
});
