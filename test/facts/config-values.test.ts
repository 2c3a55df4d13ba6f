import { expect, test } from 'vitest';
import { endsEarly } from '../../src/facts/config-values.ts';

test.each([
  ['postgres://shop:p#ss@db.example.com:5432/shop', true],
  ['postgres://shop:a/b@db.example.com:5432/shop', true],
  ['redis://:a?b@cache.example.com:6379/0', true],
  ['postgres://shop:p%23ss@db.example.com:5432/shop?sslmode=require', false],
  ['https://www.example.com/people/@ada#top', false],
  ['plain text', false],
])('the address %s ends early: %s', (address, expected) => {
  expect(endsEarly(address)).toBe(expected);
});
