import { defineRule } from '../check/rule.ts';

export default defineRule<{ graphene: string; strawberry: string }>({
  id: 'graphene-with-strawberry',
  group: 'graphql',
  severity: 'hint',
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
    why: 'Each loads its own schema, types and HTTP view into every worker, and each needs its own version of graphql-core.',
    next: `Finish the migration, then remove ${graphene}.`,
  }),
});
