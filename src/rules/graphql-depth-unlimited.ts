import { defineRule } from '../check/rule.ts';
import { type GraphqlLibrary, guardedCalls, mayName } from '../queries/graphql/graphql-code.ts';

const NEXT: Readonly<Record<GraphqlLibrary, string>> = {
  strawberry: 'Add to the schema:\n  extensions=[lambda: QueryDepthLimiter(max_depth=8)]',
  graphene: 'Give the view:\n  validation_rules=[depth_limit_validator(max_depth=8)]',
  ariadne: 'Give the view validation_rules with a rule that limits the depth.',
};

export default defineRule<{ library: GraphqlLibrary }>({
  id: 'graphql-depth-unlimited',
  group: 'graphql',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Strawberry documentation, "Query Depth Limiter"',
    url: 'https://strawberry.rocks/docs/extensions/query-depth-limiter',
  },
  docs: 'A GraphQL API answers queries of any depth.',
  example: { library: 'strawberry' },
  *check(repository) {
    for (const { library, rules, at } of guardedCalls(repository))
      if (!mayName(rules, /depth|limit|cost|complexity/i)) yield { at, facts: { library } };
  },
  message: ({ library }) => ({
    what: `The ${library} API has no limit on the depth of a query.`,
    why: 'A query that follows a relation back and forth costs more with each level. One request of a few hundred bytes can occupy a dyno until the router ends it after 30 seconds (H12).',
    next: NEXT[library],
  }),
});
