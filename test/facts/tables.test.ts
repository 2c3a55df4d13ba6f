import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareCycles } from '../../src/facts/end-of-life.ts';
import { readingDays } from '../../src/facts/in-force.ts';
import { SHIPPED_TABLES } from '../../src/facts/tables.ts';
import { factFileSchema } from '../../src/facts/tables-schema.ts';

const snapshots = join(import.meta.dirname, '../fixtures/facts');

describe('the shipped tables', () => {
  test('keep to the schema, every row with its source and reading day', () => {
    expect(factFileSchema.safeParse({ schemaVersion: 1, ...SHIPPED_TABLES }).error).toBeUndefined();
  });

  test('list each product oldest first and once', () => {
    const { python, django, postgres, stacks } = SHIPPED_TABLES;
    for (const names of [
      python.lines.map(({ line }) => line),
      django.series.map(({ series }) => series),
      postgres.versions.map(({ version }) => version),
      stacks.stacks.map(({ name }) => name.replace('heroku-', '')),
    ])
      expect(names).toEqual([...new Set(names)].sort(compareCycles));
  });

  test('name patches of the line they stand in, and wheels of every pinned pip', () => {
    for (const { line, classic, cnb } of SHIPPED_TABLES.python.lines)
      for (const patch of [classic, cnb])
        expect(patch ?? `${line}.0`).toMatch(new RegExp(`^${line.replace('.', '\\.')}\\.\\d+$`));
    const { pins, setuptools, wheels } = SHIPPED_TABLES.tools;
    const pip = pins.find(({ tool }) => tool === 'pip');
    expect(wheels.map(({ wheel }) => wheel)).toEqual(
      expect.arrayContaining([
        `pip==${pip?.classic}`,
        `pip==${pip?.cnb}`,
        `setuptools==${setuptools.version}`,
      ]),
    );
  });

  test('were read on days that a calendar has', () => {
    expect(readingDays(SHIPPED_TABLES).length).toBeGreaterThan(40);
    for (const day of readingDays(SHIPPED_TABLES)) expect(day).toMatch(/^20\d\d-\d\d-\d\d$/);
  });
});

test.each(readdirSync(snapshots))('the snapshot %s keeps to the schema', (name) => {
  const content: unknown = JSON.parse(readFileSync(join(snapshots, name), 'utf8'));
  expect(factFileSchema.safeParse(content).error).toBeUndefined();
});

test('a row without a source, or with a date that is none, is refused', () => {
  const [first, ...rest] = SHIPPED_TABLES.python.lines;
  const broken = { ...first, source: undefined, upstreamEnds: '2026-02-31' };
  const issues = factFileSchema.safeParse({
    schemaVersion: 1,
    ...SHIPPED_TABLES,
    python: { ...SHIPPED_TABLES.python, lines: [broken, ...rest] },
  }).error?.issues;
  expect(issues?.map(({ path }) => path.join('.'))).toEqual([
    'python.lines.0.upstreamEnds',
    'python.lines.0.source',
  ]);
});
