import { z } from 'zod';
import { UsageError } from '../../facts/usage-error.ts';
import type { ApiAuth } from './render-schema.ts';

/** A flag of `yo dynoready:graphql`, and of `dynoready init --graphql`. */
export interface GraphqlFlag {
  readonly name: 'models' | 'include' | 'exclude' | 'auth';
  readonly placeholder: string;
  readonly description: string;
}

/** The flags that decide what a GraphQL API shows, and to whom. */
export const GRAPHQL_FLAGS: readonly GraphqlFlag[] = [
  {
    name: 'models',
    placeholder: 'models',
    description: 'models of the GraphQL API, as app.Model,app.Model, or all',
  },
  {
    name: 'include',
    placeholder: 'fields',
    description: 'contact fields that the GraphQL API shows, as app.Model.field',
  },
  {
    name: 'exclude',
    placeholder: 'fields',
    description: 'fields that the GraphQL API leaves out, as app.Model.field',
  },
  {
    name: 'auth',
    placeholder: 'way',
    description: 'who may use the GraphQL API: none (anyone), session (a login), token (a program)',
  },
];

/** What the flags of a run say; a flag that was not given is undefined. */
export interface GivenGraphqlFlags {
  readonly models: readonly string[] | undefined;
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[] | undefined;
  readonly auth: ApiAuth | undefined;
}

const listSchema = z
  .string()
  .transform((text) => text.split(',').flatMap((name) => name.trim() || []))
  .optional();
const authSchema = z.enum(['none', 'session', 'token']).optional();

/** The flags as they were typed, read. Throws UsageError for one that has no such value. */
export function readGraphqlFlags(options: Readonly<Record<string, unknown>>): GivenGraphqlFlags {
  const auth = authSchema.safeParse(options.auth);
  if (!auth.success)
    throw new UsageError(`There is no --auth ${String(options.auth)}`, {
      next: ['Choose one of: none, session, token'],
    });
  return {
    models: listSchema.parse(options.models),
    include: listSchema.parse(options.include),
    exclude: listSchema.parse(options.exclude),
    auth: auth.data,
  };
}
