import { expect, test } from 'vitest';
import { fieldKind, fieldSensitivity } from '../../../src/queries/models/field-kinds.ts';

test.each(['password', 'api_key', 'resetToken', 'card_hash', 'salt', 'otp_seed', 'client_secret'])(
  '%s is a secret, whatever its type',
  (name) => {
    expect(fieldSensitivity(name, 'CharField', 'scalar')).toBe('secret');
    expect(fieldSensitivity(name, 'ForeignKey', 'foreign-key')).toBe('secret');
  },
);

test.each([
  ['email', 'CharField'],
  ['contact', 'EmailField'],
  ['home_phone', 'CharField'],
  ['birth_date', 'DateField'],
  ['last_ip', 'CharField'],
])('%s (%s) tells who or where a person is', (name, className) => {
  expect(fieldSensitivity(name, className, 'scalar')).toBe('contact');
});

test.each(['title', 'keyboard', 'monkey', 'description', 'shipped', 'spin', 'author'])(
  '%s is a plain field',
  (name) => {
    expect(fieldSensitivity(name, 'CharField', 'scalar')).toBeUndefined();
  },
);

test('a class that is no field has no kind, and one of a package is unknown', () => {
  expect(fieldKind('Manager')).toBeUndefined();
  expect(fieldKind('MoneyField')).toBe('unknown');
  expect(fieldKind('OneToOneField')).toBe('one-to-one');
});
