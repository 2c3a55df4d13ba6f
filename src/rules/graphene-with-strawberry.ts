import { defineRule } from '../check/rule.ts';

export default defineRule<{ graphene: string; strawberry: string }>({
  id: 'graphene-with-strawberry',
  group: 'graphql',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Strawberry documentation, "Django"',
    url: 'https://strawberry.rocks/docs/integrations/django',
  },
  docs: 'Two GraphQL libraries are declared.',
  example: { graphene: 'graphene-django', strawberry: 'strawberry-graphql-django' },
  *check(repository) {
    const { dependencies } = repository;
    const graphene = ['graphene-django', 'graphene'].find(
      (name) => dependencies.find(name) !== undefined,
    );
    const strawberry = ['strawberry-graphql-django', 'strawberry-graphql'].find(
      (name) => dependencies.find(name) !== undefined,
    );
    if (graphene === undefined || strawberry === undefined) return;
    yield { at: dependencies.find(graphene)?.at, facts: { graphene, strawberry } };
  },
  message: ({ graphene, strawberry }) => ({
    what: `Both ${graphene} and ${strawberry} are declared.`,
    why: 'They need different versions of graphql-core. Without an upper bound pip walks back to graphene-django 2.0 and graphene 2.0 of 2017, and reports no error.',
    next: `Finish the migration, then remove ${graphene}.`,
  }),
});
