import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { notFound } from '../api/api-error.ts';
import { answer, answerList, defineRoute, type Json, noBody } from '../api/route.ts';
import { idFor } from '../describe/app.ts';
import type { Platform } from '../platform-parts.ts';

type Authorization = ReturnType<Platform['store']['shared']>['authorizations'][number];

const authorizationBody = z
  .object({
    description: z.string().optional(),
    expires_in: z.number().nullish(),
    scope: z.array(z.string()).optional(),
    client: z.string().optional(),
  })
  .default({});

function describeAccount(platform: Platform): Json {
  const { account } = platform.store.shared();
  return {
    allow_tracking: false,
    beta: false,
    country_of_residence: null,
    created_at: account.createdAt,
    default_organization: null,
    default_team: null,
    delinquent_at: null,
    email: account.email,
    federated: false,
    id: account.id,
    identity_provider: null,
    last_login: null,
    name: null,
    sms_number: null,
    suspended_at: null,
    two_factor_authentication: false,
    updated_at: account.createdAt,
    verified: true,
  };
}

function describeAuthorization(platform: Platform, one: Authorization): Json {
  const { id, email } = platform.store.shared().account;
  return {
    access_token: { expires_in: null, id: one.id, token: one.token },
    client: null,
    created_at: one.createdAt,
    description: one.description,
    grant: null,
    id: one.id,
    refresh_token: null,
    scope: ['global'],
    session: null,
    updated_at: one.createdAt,
    user: { id, email, full_name: null },
  };
}

function findAuthorization(platform: Platform, id: string): Authorization {
  const found = platform.store.shared().authorizations.find((one) => one.id === id);
  if (found === undefined) throw notFound('authorization');
  return found;
}

/** The account, its limit and its tokens. */
export const ACCOUNT_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/account',
    body: noBody,
    run: ({ platform }) => answer(describeAccount(platform)),
  }),
  defineRoute({
    method: 'GET',
    path: '/account/rate-limits',
    body: noBody,
    isFree: true,
    run: ({ remaining }) => answer({ remaining }),
  }),
  defineRoute({
    method: 'GET',
    path: '/users/:user',
    body: noBody,
    run: ({ platform }) => answer(describeAccount(platform)),
  }),
  defineRoute({
    method: 'GET',
    path: '/teams',
    body: noBody,
    run: () => answerList([]),
  }),
  defineRoute({
    method: 'GET',
    path: '/account/features',
    body: noBody,
    run: () => answerList([]),
  }),
  defineRoute({
    method: 'GET',
    path: '/regions',
    body: noBody,
    run: () =>
      answerList(
        ['us', 'eu'].map((name) => ({
          country: name === 'us' ? 'United States' : 'Ireland',
          created_at: '2026-01-01T00:00:00Z',
          description: name === 'us' ? 'United States' : 'Europe',
          id: idFor(name),
          locale: name === 'us' ? 'Virginia' : 'Dublin',
          name,
          private_capable: false,
          provider: {
            name: 'amazon-web-services',
            region: name === 'us' ? 'us-east-1' : 'eu-west-1',
          },
          updated_at: '2026-01-01T00:00:00Z',
        })),
        'name',
      ),
  }),
  defineRoute({
    method: 'POST',
    path: '/oauth/authorizations',
    body: authorizationBody,
    run: ({ platform, body }) => {
      const made: Authorization = {
        id: randomUUID(),
        token: randomUUID(),
        description: body.description ?? '',
        createdAt: platform.now().toISOString(),
      };
      platform.store.changeShared((draft) => void draft.authorizations.push(made));
      return answer(describeAuthorization(platform, made), 201);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/oauth/authorizations',
    body: noBody,
    run: ({ platform }) =>
      answerList(
        platform.store.shared().authorizations.map((one) => describeAuthorization(platform, one)),
      ),
  }),
  defineRoute({
    method: 'GET',
    path: '/oauth/authorizations/:id',
    body: noBody,
    run: ({ platform, params }) =>
      answer(describeAuthorization(platform, findAuthorization(platform, params.id ?? ''))),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/oauth/authorizations/:id',
    body: noBody,
    run: ({ platform, params }) => {
      const found = findAuthorization(platform, params.id ?? '');
      platform.store.changeShared((draft) => {
        draft.authorizations = draft.authorizations.filter(({ id }) => id !== found.id);
      });
      return answer(describeAuthorization(platform, found));
    },
  }),
];
