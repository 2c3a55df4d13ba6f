import { expect, test } from 'vitest';
import { OFTEN_BROUGHT_ALONG, PACKAGES_OF_MODULE } from '../../src/facts/packages.ts';
import { parseRequirement } from '../../src/project/dependencies/requirement-text.ts';

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
