import { defineRule } from '../check/rule.ts';
import { literalValue } from '../queries/apps/python-source.ts';
import {
  type GraphqlLibrary,
  guardedCalls,
  keywordOf,
  mayName,
} from '../queries/graphql/graphql-code.ts';

const NEXT: Readonly<Record<GraphqlLibrary, string>> = {
  strawberry: 'Add to the schema in production:\n  extensions=[DisableIntrospection]',
  graphene: 'Give the view in production:\n  validation_rules=[DisableIntrospection]',
  ariadne: 'Give the view:\n  introspection=settings.DEBUG',
};

export default defineRule<{ library: GraphqlLibrary }>({
  id: 'graphql-introspection-open',
  group: 'graphql',
  severity: 'hint',
  since: '0.1.0',
  source: {
    title: 'Strawberry documentation, "Disable Introspection"',
    url: 'https://strawberry.rocks/docs/extensions/disable-introspection',
  },
  docs: 'A GraphQL API tells its whole schema to anyone who asks.',
  example: { library: 'strawberry' },
  *check(repository) {
    for (const { library, call, rules, at } of guardedCalls(repository)) {
      if (library === 'ariadne') {
        const value = keywordOf(call, 'introspection');
        if (value === undefined || (value !== 'unknown' && literalValue(value) === true))
          yield { at, facts: { library } };
      } else if (!mayName(rules, /introspection/i)) yield { at, facts: { library } };
    }
  },
  message: ({ library }) => ({
    what: `The ${library} API answers introspection queries in production.`,
    why: 'One query lists every type, field and argument, also those that no page of yours uses. That is the map for an attack. A public API may want it: then suppress this finding.',
    next: NEXT[library],
  }),
});
