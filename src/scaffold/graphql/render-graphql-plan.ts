import { renderUnifiedDiff } from '../../edits/unified-diff.ts';
import type { GraphqlPlan } from './plan-graphql.ts';

/** What was done, or would be, and what is left to the person. */
export function renderGraphqlPlan(plan: GraphqlPlan, isDryRun: boolean): string {
  const { changes, declined, types, schemaModule } = plan;
  if (changes.length === 0 && declined.length === 0)
    return 'Nothing to do: the API is already in place.\n';
  const lines = changes.map(({ kind, path, because }) => `  ${kind.padEnd(6)} ${path}  ${because}`);
  const todo = declined.flatMap(({ path, because, next }) => [
    `  ${path}: ${because}.`,
    `    ${next}`,
  ]);
  const left = types.flatMap((type) =>
    type.left.map(({ field, because }) => `  ${type.model.label}.${field}: ${because}.`),
  );
  return [
    ...(lines.length > 0 ? [isDryRun ? 'Would write:' : 'Wrote:', ...lines] : []),
    ...(left.length > 0 ? ['Fields left out:', ...left] : []),
    ...(todo.length > 0 ? ['To do by hand:', ...todo] : []),
    ...(isDryRun || changes.length === 0
      ? []
      : [
          'Next: install the requirements, read the fields in the schema, and export it:',
          `  python manage.py export_schema ${schemaModule}:schema --path schema.graphql`,
        ]),
    '',
  ].join('\n');
}

/** The changes to files that exist, as `git diff` prints them; with `isWhole`, new files too. */
export async function renderGraphqlDiff(
  { changes }: GraphqlPlan,
  options: { readonly color: boolean; readonly isWhole: boolean },
): Promise<string> {
  const parts: string[] = [];
  for (const change of changes) {
    if (change.kind === 'edit')
      parts.push(await renderUnifiedDiff(change.path, change.before, change.after, options));
    if (change.kind === 'create' && options.isWhole)
      parts.push(await renderUnifiedDiff(change.path, undefined, change.after, options));
  }
  return parts.join('');
}
