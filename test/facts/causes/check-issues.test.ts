import { expect, test } from 'vitest';
import { parseCheckIssues } from '../../../src/facts/causes/check-issues.ts';

test('issues come with id, subject, level and message, without hints', () => {
  const output = `System check identified some issues:

ERRORS:
?: (mail.E001) The console mail backend must not be used.

WARNINGS:
?: (security.W004) You have not set a value for the SECURE_HSTS_SECONDS setting.
\tHINT: (security.W099) is not one.
shop.Item: (models.W042) Auto-created primary key used.

System check identified 3 issues (0 silenced).`;
  expect(parseCheckIssues(output)).toEqual([
    {
      id: 'mail.E001',
      subject: '?',
      level: 'ERRORS',
      message: 'The console mail backend must not be used.',
    },
    {
      id: 'security.W004',
      subject: '?',
      level: 'WARNINGS',
      message: 'You have not set a value for the SECURE_HSTS_SECONDS setting.',
    },
    {
      id: 'models.W042',
      subject: 'shop.Item',
      level: 'WARNINGS',
      message: 'Auto-created primary key used.',
    },
  ]);
});

test('an id has any number of dots, and may be missing', () => {
  const output =
    "ERRORS:\nauth.User.groups: (allauth.account.adapter.E001) Clash.\nshop.Cart: (W1) Odd.\n?: No theme.\n<class 'shop.admin.A'>: (admin.E108) Bad.";
  expect(parseCheckIssues(output).map(({ id, subject }) => [id, subject])).toEqual([
    ['allauth.account.adapter.E001', 'auth.User.groups'],
    ['W1', 'shop.Cart'],
    ['', '?'],
    ['admin.E108', "<class 'shop.admin.A'>"],
  ]);
});
