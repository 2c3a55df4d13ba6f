import { defineRule } from '../check/rule.ts';
import { graphqlCode } from '../queries/graphql/graphql-code.ts';

export default defineRule<{ library: string }>({
  id: 'graphql-csrf-exempt',
  group: 'graphql',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "How to use Django\'s CSRF protection"',
    url: 'https://docs.djangoproject.com/en/6.1/howto/csrf/',
  },
  docs: 'A GraphQL view takes posts from other sites.',
  example: { library: 'graphene' },
  *check(repository) {
    // Without sessions no browser proves who it is on its own.
    const middleware = repository.djangoProject?.production?.get('MIDDLEWARE');
    if (
      middleware?.state === 'known' &&
      Array.isArray(middleware.value) &&
      !middleware.value.some((one) => /SessionMiddleware$/.test(String(one)))
    )
      return;
    for (const { library, isCsrfExempt, at } of graphqlCode(repository).calls)
      if (isCsrfExempt) yield { at, facts: { library } };
  },
  message: ({ library }) => ({
    what: `The ${library} view is exempt from the CSRF check.`,
    why: 'A page of another site can send mutations with the session of whoever visits it.',
    next: 'Remove csrf_exempt and send the X-CSRFToken header from your pages. If only programs with a token use the API, refuse requests without one and suppress this finding.',
  }),
});
