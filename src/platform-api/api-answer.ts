import type { z } from 'zod';
import { type ApiProblem, notUnderstood } from './api-problem.ts';
import type { Exchange } from './exchange.ts';
import { parseBody } from './server-text.ts';

/** The value of a read, or why there is none. */
export type ApiAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: ApiProblem };

/** What the schema makes of an answer's body. */
export function understand<Value>(
  { body }: Exchange,
  schema: z.ZodType<Value>,
  path: string,
  clean: (text: string) => string,
): ApiAnswer<Value> {
  const parsed = schema.safeParse(parseBody(body, clean));
  if (parsed.success) return { ok: true, value: parsed.data };
  // Only where the body differs, never what it holds: it may be a config var.
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') || '(whole body)';
  return { ok: false, problem: notUnderstood(`the field ${field} is not as documented`, path) };
}
