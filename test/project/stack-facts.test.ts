import { describe, expect, test } from 'vitest';
import { djangoCycles, djangoRows, djangoSeriesOf } from '../../src/facts/django-series.ts';
import { OFTEN_BROUGHT_ALONG, PACKAGES_OF_MODULE } from '../../src/facts/packages.ts';
import { describePythonLine, pythonLineState } from '../../src/facts/python-lines.ts';
import { parseRequirement } from '../../src/project/dependencies/requirement-text.ts';

describe('series of Django', () => {
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
});

describe('lines of Python', () => {
  test.each([
    ['3.9', '2026-11-24', 'unbuilt'],
    ['3.10', '2026-11-24', 'ending'],
    ['3.10', '2027-01-06', 'unbuilt'],
    ['3.11', '2026-11-24', 'supported'],
    ['3.11', '2027-11-01', 'ending'],
    ['3.14', '2026-11-24', 'supported'],
    ['3.15', '2026-11-24', 'supported'],
    ['3.16', '2026-11-24', 'unbuilt'],
  ])('%s on %s is %s', (line, today, state) => {
    expect(pythonLineState(line, today)).toBe(state);
  });

  test('each knows the Django that works with it', () => {
    expect(describePythonLine('3.11').djangoSeries).toEqual(['4.1', '4.2', '5.0', '5.1', '5.2']);
    expect(describePythonLine('3.14')).toMatchObject({
      isDefault: true,
      upstreamEnds: '2030-10-31',
      djangoSeries: ['5.2', '6.0', '6.1'],
    });
    expect(describePythonLine('9.9')).toEqual({
      line: '9.9',
      platform: undefined,
      isDefault: false,
      upstreamEnds: undefined,
      djangoSeries: [],
    });
  });
});

describe('packages by module', () => {
  test('the ones that every Django project meets are there', () => {
    const wanted = {
      environ: 'django-environ',
      psycopg2: 'psycopg2',
      PIL: 'pillow',
      yaml: 'PyYAML',
      rest_framework: 'djangorestframework',
      MySQLdb: 'mysqlclient',
      jwt: 'PyJWT',
    };
    for (const [module, name] of Object.entries(wanted))
      expect(PACKAGES_OF_MODULE[module]?.[0]).toBe(name);
    expect(Object.keys(PACKAGES_OF_MODULE).length).toBeGreaterThan(120);
  });

  test('every name is one that a requirements file can hold, and every exception stands in the table', () => {
    for (const name of Object.values(PACKAGES_OF_MODULE).flat())
      expect(parseRequirement(name)?.name).toBe(name);
    for (const module of OFTEN_BROUGHT_ALONG) expect(PACKAGES_OF_MODULE).toHaveProperty(module);
  });
});
