import { defineRule } from '../check/rule.ts';
import type { Call } from '../python/nodes.ts';
import { literalValue } from '../queries/apps/python-source.ts';
import { type GraphqlLibrary, graphqlCode, keywordOf } from '../queries/graphql/graphql-code.ts';

const NEXT: Readonly<Record<GraphqlLibrary, string>> = {
  strawberry: 'Give the view:\n  graphql_ide="graphiql" if settings.DEBUG else None',
  graphene: 'Give the view:\n  graphiql=settings.DEBUG',
  ariadne: 'Give the view:\n  introspection=settings.DEBUG',
};

export default defineRule<{ library: GraphqlLibrary }>({
  id: 'graphql-ide-in-production',
  group: 'graphql',
  severity: 'hint',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Strawberry documentation, "Django": options',
    url: 'https://strawberry.rocks/docs/integrations/django#options',
  },
  docs: 'The page for trying GraphQL queries is served in production.',
  example: { library: 'graphene' },
  *check(repository) {
    for (const { library, makes, call, at } of graphqlCode(repository).calls) {
      if (makes !== 'view' || !showsPage(library, call)) continue;
      const on = library === 'graphene' ? keywordOf(call, 'graphiql') : undefined;
      yield {
        at,
        facts: { library },
        ...(on === undefined || on === 'unknown'
          ? {}
          : {
              fix: {
                title: 'Turn the page off',
                safety: 'unsafe',
                edits: [{ file: at.file, start: on.start, end: on.end, text: 'False' }],
              },
            }),
      };
    }
  },
  message: ({ library }) => ({
    what: `The ${library} view serves its page for trying queries everywhere.`,
    why: 'Anyone who opens the URL gets the whole schema with completion, and the page loads its scripts from another host.',
    next: NEXT[library],
  }),
});

/** Whether the options certainly leave the page on. */
function showsPage(library: GraphqlLibrary, call: Call): boolean {
  if (library === 'graphene') {
    const value = keywordOf(call, 'graphiql');
    return value !== undefined && value !== 'unknown' && literalValue(value) === true;
  }
  const names =
    library === 'strawberry' ? ['graphql_ide', 'graphiql'] : ['introspection', 'explorer'];
  const given = names.map((name) => keywordOf(call, name)).filter((one) => one !== undefined);
  return given.every(
    (value) =>
      value !== 'unknown' &&
      (literalValue(value) === true || typeof literalValue(value) === 'string'),
  );
}
