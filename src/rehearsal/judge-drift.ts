import type { Evidence } from './rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from './rules-of-observations.ts';

/** Most operations that are named. */
const NAMED = 3;

/**
 * Whether the migrations make what the models say. Nothing harms a release that makes too little,
 * so it is a warning; empty when it cannot be told.
 */
export function judgeDrift(drift: readonly string[] | null | undefined): Evidence[] {
  if (drift === null || drift === undefined) return [];
  const isAutoField = drift.every((operation) => /: Alter field id on /.test(operation));
  return [
    {
      id: 'migrations',
      name: 'migrations',
      ok: drift.length === 0,
      severity: 'warning',
      expected: 'they match the models',
      seen:
        drift.length === 0 ? 'they match the models' : `not written yet: ${nameOperations(drift)}`,
      ...(drift.length === 0
        ? {}
        : {
            rule: isAutoField ? RULE.keyTypeUnset : RULE.migrationMissing,
            facts: { operations: [...drift] },
          }),
    },
  ];
}

/** The operations as text: the first ones, and how many more there are. */
export function nameOperations(operations: readonly string[]): string {
  const more = operations.length > NAMED ? ` and ${operations.length - NAMED} more` : '';
  return `${operations.slice(0, NAMED).join('; ')}${more}`;
}
