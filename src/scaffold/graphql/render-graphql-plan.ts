import type { GraphqlPlan } from './plan-graphql.ts';

/** What was done, or would be, and what is left to the person. */
export function renderGraphqlPlan({ changes, declined }: GraphqlPlan, isDryRun: boolean): string {
  if (changes.length === 0 && declined.length === 0) return 'Nothing to do: the API is there.\n';
  const lines = changes.map(({ kind, path, because }) => `  ${kind.padEnd(6)} ${path}  ${because}`);
  const left = declined.flatMap(({ path, because, next }) => [
    `  ${path}: ${because}.`,
    `    ${next}`,
  ]);
  return [
    ...(lines.length > 0 ? [isDryRun ? 'Would write:' : 'Written:', ...lines] : []),
    ...(left.length > 0 ? ['Left to you:', ...left] : []),
    ...(isDryRun
      ? []
      : [
          'Next: install the requirements, and name in the schema each field that anybody may read.',
        ]),
    '',
  ].join('\n');
}
