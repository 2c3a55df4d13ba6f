import type { GraphqlPlan } from './plan-graphql.ts';

/** What was done, or would be, and what is left to the person. */
export function renderGraphqlPlan({ changes, declined }: GraphqlPlan, isDryRun: boolean): string {
  if (changes.length === 0 && declined.length === 0)
    return 'Nothing to do: the API is already in place.\n';
  const lines = changes.map(({ kind, path, because }) => `  ${kind.padEnd(6)} ${path}  ${because}`);
  const left = declined.flatMap(({ path, because, next }) => [
    `  ${path}: ${because}.`,
    `    ${next}`,
  ]);
  return [
    ...(lines.length > 0 ? [isDryRun ? 'Would write:' : 'Wrote:', ...lines] : []),
    ...(left.length > 0 ? ['To do by hand:', ...left] : []),
    ...(isDryRun
      ? []
      : [
          'Next: install the requirements, and list in the schema the fields that anyone may read.',
        ]),
    '',
  ].join('\n');
}
