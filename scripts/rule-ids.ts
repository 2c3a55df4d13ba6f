/** The text of `src/check/rule-ids.ts`: the ids of all rules, one a line. */
export function renderRuleIds(ids: readonly string[]): string {
  return `/** Every rule, by its file in \`src/rules\`. Printed by \`npm run rules\`; do not edit. */
export const RULE_IDS = [
${ids.map((id) => `  '${id}',`).join('\n')}
] as const;

/** Id of a rule that exists; another one does not compile. */
export type RuleId = (typeof RULE_IDS)[number];
`;
}
