import { expect, test } from 'vitest';
import { djangoCycles, djangoRows, djangoSeriesOf } from '../../src/facts/django-series.ts';

test.each([
  ['5.2.19', '5.2'],
  ['5.2rc1', '5.2'],
  ['6', '6.0'],
  ['2028', '2028'],
  ['2028.3', '2028'],
  ['main', undefined],
])('%s is of the series %s', (version, series) => {
  expect(djangoSeriesOf(version)).toBe(series);
});

test('the table holds the same series as the one of ends of life, and each newest release is of its series', () => {
  expect(djangoRows().map(({ series }) => series)).toEqual(
    djangoCycles().map(({ cycle }) => cycle),
  );
  for (const { series, newest } of djangoRows()) expect(djangoSeriesOf(newest)).toBe(series);
});

test('mainstream support of a series ends after its first release and not after its security support', () => {
  for (const [index, { firstRelease, mainstreamEnds }] of djangoRows().entries()) {
    expect(firstRelease < mainstreamEnds).toBe(true);
    expect(mainstreamEnds <= djangoCycles()[index]!.supportEnds).toBe(true);
  }
});
