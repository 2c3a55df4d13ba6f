import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  RULE_OF_CHECK,
  RULE_OF_COOKIE,
  RULE_OF_OBSERVATION,
} from '../../src/rehearsal/rules-of-observations.ts';

test('every rule that a rehearsal names exists', () => {
  const rules = readdirSync(new URL('../../src/rules', import.meta.url)).map((name) =>
    name.replace(/\.ts$/, ''),
  );
  for (const rule of [RULE_OF_CHECK, RULE_OF_COOKIE, RULE_OF_OBSERVATION].flatMap((table) =>
    Object.values(table),
  )) {
    expect(rules).toContain(rule);
  }
});
