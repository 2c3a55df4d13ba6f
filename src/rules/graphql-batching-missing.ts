import { defineRule } from '../check/rule.ts';
import { type GraphqlLibrary, graphqlCode } from '../queries/graphql/graphql-code.ts';

const NEXT: Readonly<Record<GraphqlLibrary, string>> = {
  strawberry: 'Add to the schema:\n  extensions=[DjangoOptimizerExtension]',
  graphene: 'Declare graphene-django-query-optimizer, or load related rows with a DataLoader.',
  ariadne: 'Load related rows with a DataLoader (aiodataloader), created for each request.',
};

export default defineRule<{ library: GraphqlLibrary }>({
  id: 'graphql-batching-missing',
  group: 'graphql',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Strawberry Django documentation, "Query Optimizer"',
    url: 'https://strawberry.rocks/docs/django/guide/optimizer',
  },
  docs: 'A GraphQL API queries the database once for each related row.',
  example: { library: 'strawberry' },
  *check(repository) {
    const { calls, classes, hasBatching } = graphqlCode(repository);
    const { dependencies } = repository;
    if (
      hasBatching ||
      ['graphene-django-optimizer', 'graphene-django-query-optimizer', 'aiodataloader'].some(
        (name) => dependencies.declares(name),
      )
    )
      return;
    for (const { library, makes, at } of calls) {
      const isRoot = makes === (library === 'ariadne' ? 'view' : 'schema');
      // Without types of models there may be no rows to relate; ariadne has no such types.
      const hasModels =
        library === 'ariadne' ||
        classes.some((one) => one.library === library && one.role === 'model');
      if (isRoot && hasModels) yield { at, facts: { library } };
    }
  },
  message: ({ library }) => ({
    what: `The ${library} API has neither an optimizer nor a data loader.`,
    why: 'A list of 20 objects with one relation costs 21 SQL queries, and each further level multiplies that. The database feels it long before the dyno does.',
    next: NEXT[library],
  }),
});
