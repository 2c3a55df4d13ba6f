import { z } from 'zod';
import { IGNORE_RULES } from './ignore-rules.ts';
import { RULE_IDS } from './rule-ids.ts';

const id = z.enum([...RULE_IDS, ...IGNORE_RULES.map((rule) => rule.id)]);
const level = z.enum(['off', 'hint', 'warning', 'error']);
const reason = z.string().regex(/\S/);
const rules = z.partialRecord(id, z.union([level, z.strictObject({ level, reason })]));
/** In an override, its own reason holds for a table without one. */
const overriddenRules = z
  .partialRecord(id, z.union([level, z.strictObject({ level, reason: reason.optional() })]))
  .meta({ minProperties: 1 });

/**
 * `[tool.dynoready]` of pyproject.toml, for editors. `check` itself reads it by hand, so as not to pay
 * for a schema at each run; a test holds the two to each other.
 */
export const CONFIGURATION_SCHEMA = z.strictObject({
  rules: rules.optional(),
  overrides: z
    .array(
      z.strictObject({
        paths: z.array(z.string().regex(/\S/)).min(1),
        rules: overriddenRules,
        reason,
      }),
    )
    .min(1)
    .optional(),
});
