import { expect, test } from 'vitest';
import { insertInLayouts, moveInLayouts } from './middleware-layouts.ts';

test('a middleware finds its place in 200 layouts, with every comment kept and nothing done twice', () => {
  insertInLayouts(200);
});

test('a middleware is moved to its place in 100 layouts, or left where it is; no comment is lost', () => {
  expect(moveInLayouts(100)).toBeGreaterThan(60);
});
