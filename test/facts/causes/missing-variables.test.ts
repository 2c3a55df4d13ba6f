import { expect, test } from 'vitest';
import { missingVariables } from '../../../src/facts/causes/missing-variables.ts';

test.each([
  ['  File "<frozen os>", line 716, in __getitem__\nKeyError: \'api token\'', 'api token'],
  [
    '  File "/usr/lib/python3.10/os.py", line 680, in __getitem__\n    raise KeyError(key) from None\nKeyError: \'db\'',
    'db',
  ],
  ["KeyError: 'SECRET_KEY'", 'SECRET_KEY'],
  ['ImproperlyConfigured: Set the Django_Secret environment variable', 'Django_Secret'],
  [
    'decouple.UndefinedValueError: MAIL_KEY not found. Declare it as envvar or define a default value.',
    'MAIL_KEY',
  ],
  ['environs.exceptions.EnvError: Environment variable "DB_URL" not set', 'DB_URL'],
  ['RuntimeError: STRIPE_KEY is not set', 'STRIPE_KEY'],
  [
    'pydantic_core.ValidationError: 1 validation error for AppSettings\napi_key\n  Field required [type=missing, input_value={}]',
    'API_KEY',
  ],
])('%j asks for %s', (output, name) => {
  expect(missingVariables(output)).toEqual([name]);
});

test('a key of a dictionary is no variable', () => {
  expect(missingVariables("KeyError: 'name'\nDATA is required by law")).toEqual([]);
});
