import { z } from 'zod';

/** What a source says, or a sentence that says why it was not understood. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

/** The value as the schema gives it, or its first complaint. */
export function parseWith<Value>(schema: z.ZodType<Value>, content: unknown): Parsed<Value> {
  const parsed = schema.safeParse(content);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String).join('.');
  return { ok: false, problem: `${path === '' ? 'the whole' : path}: ${issue?.message}` };
}

/** The same for a text that is JSON. */
export function parseJsonWith<Value>(schema: z.ZodType<Value>, text: string): Parsed<Value> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: `no JSON: ${(error as Error).message.slice(0, 100)}` };
  }
  return parseWith(schema, content);
}

/** A final release: numbers and dots alone. */
export const finalVersion = z.string().regex(/^\d{1,4}(\.\d{1,4}){1,3}$/, 'no version');
