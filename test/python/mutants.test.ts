import { test } from 'vitest';
import { fixMutants } from './fix-mutants.ts';

test('60 projects with one slip of the hand are read, judged and fixed without an internal error, and in time', () => {
  fixMutants(60);
}, 60_000);
