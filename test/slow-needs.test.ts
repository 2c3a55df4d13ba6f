import { expect, test } from 'vitest';
import { lackingPythons } from './slow-needs.ts';

test('the Pythons that slow tests need and this machine lacks are said in one line', () => {
  expect(lackingPythons(['3.11'])).toBe(
    'Slow tests need Python 3.12 and 3.13; this machine lacks 3.12 and 3.13, so some of them will fail: uv python install 3.12 && uv python install 3.13',
  );
  expect(lackingPythons(['3.13', '3.12'])).toBeUndefined();
});
