import { defineRule } from '../check/rule.ts';
import { dottedName } from '../python/walk.ts';
import { graphqlCode } from '../queries/graphql/graphql-code.ts';

export default defineRule<{ field: string; next: string }>({
  id: 'graphql-list-unbounded',
  group: 'graphql',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Strawberry Django documentation, "Pagination"',
    url: 'https://strawberry.rocks/docs/django/guide/pagination',
  },
  docs: 'A list in a GraphQL API returns a whole table.',
  example: { field: 'orders', next: 'Give it pages.' },
  *check(repository) {
    for (const { library, role, node, file } of graphqlCode(repository).classes) {
      if (role !== 'query') continue;
      for (const statement of node.body) {
        if (library === 'strawberry') {
          if (statement.kind !== 'AnnAssign' || statement.target.kind !== 'Name') continue;
          const { annotation, value, target } = statement;
          const call = value?.kind === 'Call' ? value : undefined;
          if (
            annotation.kind === 'Subscript' &&
            /^(list|List|typing\.List)$/.test(dottedName(annotation.value) ?? '') &&
            /^strawberry_django\.(field|node)$/.test((call && dottedName(call.func)) ?? '') &&
            !call!.keywords.some(({ arg }) => arg === 'pagination' || arg === 'resolver')
          )
            yield {
              at: { file, start: target.start, end: target.end },
              facts: {
                field: target.id,
                next: `Give it pages:\n  ${target.id}: OffsetPaginated[…] = strawberry_django.offset_paginated()`,
              },
            };
        } else if (statement.kind === 'Assign' && statement.targets[0]?.kind === 'Name') {
          const [target] = statement.targets;
          const call = statement.value.kind === 'Call' ? statement.value : undefined;
          const isList = /(^|\.)(List|DjangoListField)$/.test(
            (call && dottedName(call.func)) ?? '',
          );
          // Arguments of the field may well be its page.
          if (
            isList &&
            call!.keywords.every(({ arg }) => arg === 'required' || arg === 'description')
          )
            yield {
              at: { file, start: target.start, end: target.end },
              facts: {
                field: target.id,
                next: `Give it pages with a DjangoConnectionField and set in the settings:\n  GRAPHENE = {"RELAY_CONNECTION_MAX_LIMIT": 100}`,
              },
            };
        }
      }
    }
  },
  message: ({ field, next }) => ({
    what: `The list ${field} has no pages.`,
    why: 'It returns every row of its table. That works until the table has grown: then one request exceeds the memory of the dyno (R14) or the 30 seconds of the router (H12).',
    next,
  }),
});
