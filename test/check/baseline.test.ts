import { expect, test } from 'vitest';
import {
  applyBaseline,
  type Baseline,
  parseBaseline,
  renderBaseline,
} from '../../src/check/baseline.ts';
import { brief, judged, RULES } from './judged.ts';

const IDS = RULES.map(({ id }) => id);

function baselineOf(texts: Record<string, string>): Baseline {
  const { repository, ...judgement } = judged(texts);
  const result = parseBaseline(renderBaseline(repository, judgement));
  if (!result.ok) throw new Error(result.because);
  return result.baseline;
}

/** What is new and what is stale in `after`, seen from a baseline of `before`. */
function compare(before: Record<string, string>, after: Record<string, string>, ran = IDS) {
  const { repository, ...judgement } = judged(after);
  const { findings, suppressions, stale } = applyBaseline(
    repository,
    judgement,
    baselineOf(before),
    ran,
  );
  return {
    fresh: findings.map(brief),
    old: suppressions.filter(({ by }) => by === 'baseline').length,
    stale: stale.map(({ rule }) => rule),
  };
}

test('what was accepted stays accepted when lines move and blanks change', () => {
  const before = { 'a.py': 'x = "crimson"\n', 'b.py': 'y = "emerald"\n' };
  const after = { 'a.py': '\n\n# above\n    x  =  "crimson"\r\n', 'b.py': 'y = "emerald"\n' };
  expect(compare(before, after)).toEqual({ fresh: [], old: 2, stale: [] });
});

test('what is new on another line, in another file or of another rule is not accepted', () => {
  const before = { 'a.py': 'x = "crimson"\n' };
  expect(compare(before, { 'a.py': 'x = "crimson"\nz = "crimson"\n' }).fresh).toEqual([
    'warning word-red a.py:2',
  ]);
  expect(compare(before, { 'a.py': 'x = "crimson"\n', 'c.py': 'x = "crimson"\n' }).fresh).toEqual([
    'warning word-red c.py:1',
  ]);
  expect(compare(before, { 'a.py': 'x = "crimson"\n', 'd.py': 'x = "emerald"\n' }).fresh).toEqual([
    'warning word-green d.py:1',
  ]);
});

test('of several lines alike as many are accepted as there were', () => {
  const once = { 'a.py': 'x = "crimson"\n' };
  const thrice = { 'a.py': 'x = "crimson"\nx = "crimson"\nx = "crimson"\n' };
  expect(compare(once, thrice)).toMatchObject({
    fresh: ['warning word-red a.py:2', 'warning word-red a.py:3'],
    old: 1,
  });
  expect(compare(thrice, once)).toEqual({ fresh: [], old: 1, stale: ['word-red', 'word-red'] });
});

test('an entry of a rule that did not run is not stale', () => {
  expect(
    compare({ 'a.py': 'x = "crimson"\n' }, { 'a.py': 'x = 1\n' }, ['word-green']).stale,
  ).toEqual([]);
});

test('what a comment sets aside is neither written nor called stale', () => {
  const ignored = { 'a.py': 'x = "crimson"  # dynoready: ignore[word-red] because it is art\n' };
  expect(baselineOf(ignored).findings).toEqual([]);
  expect(compare(ignored, ignored)).toEqual({ fresh: [], old: 0, stale: [] });
});

test('a baseline is sorted and says the same whenever it is written', () => {
  const { repository, ...judgement } = judged({
    'b.py': 'x = "emerald"\n',
    'a.py': 'x = "crimson"\n',
  });
  expect(renderBaseline(repository, judgement)).toBe(`{
  "schemaVersion": 1,
  "findings": [
    {
      "rule": "word-red",
      "file": "a.py",
      "fingerprint": "${baselineOf({ 'a.py': 'x = "crimson"\n' }).findings[0]?.fingerprint}"
    },
    {
      "rule": "word-green",
      "file": "b.py",
      "fingerprint": "${baselineOf({ 'b.py': 'x = "emerald"\n' }).findings[0]?.fingerprint}"
    }
  ]
}
`);
});

test.each([
  ['{', /JSON/],
  ['{ "schemaVersion": 2, "findings": [] }', /^schemaVersion: /],
  [
    '{ "schemaVersion": 1, "findings": [{ "rule": "x", "file": null, "fingerprint": "no" }] }',
    /^findings\.0\.fingerprint: /,
  ],
])('%s is no baseline', (text, because) => {
  expect(parseBaseline(text)).toEqual({ ok: false, because: expect.stringMatching(because) });
});
