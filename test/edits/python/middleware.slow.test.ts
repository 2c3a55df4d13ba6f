import { expect, test } from 'vitest';
import { insertInLayouts, moveInLayouts } from './middleware-layouts.ts';

test('a middleware finds its place in 2000 layouts, with every comment kept and nothing done twice', () => {
  insertInLayouts(2000);
});

test('a middleware is moved to its place in 1000 layouts, or left where it is; no comment is lost', () => {
  expect(moveInLayouts(1000)).toBeGreaterThan(600);
});
