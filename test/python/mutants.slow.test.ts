import { test } from 'vitest';
import { fixMutants } from './fix-mutants.ts';

test('2000 projects with one slip of the hand are read, judged and fixed without an internal error, and in time', () => {
  fixMutants(2000);
});
