import * as z from 'zod/mini';
import type { JsonNode } from './json.ts';

/** A part of `app.json` that the platform's schema refuses, with its range in the text. */
export interface AppJsonProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/**
 * What the platform's schema refuses in a document, in the order of the text. Unknown fields are
 * refused at the top only.
 */
export function findProblems(root: JsonNode): AppJsonProblem[] {
  const result = appJsonSchema().safeParse(root.value);
  if (result.success) return [];
  return result.error.issues
    .map((issue) => {
      const path =
        issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
      const { start, end } = nodeAt(root, path);
      const reason =
        issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
      const name = path.map(String).join('.') || 'The document';
      return {
        start,
        end,
        message:
          issue.code === 'unrecognized_keys'
            ? `${name} is not a field of app.json.`
            : `${name} ${reason}.`,
      };
    })
    .sort((a, b) => a.start - b.start);
}

function nodeAt(root: JsonNode, path: readonly PropertyKey[]): { start: number; end: number } {
  let found: JsonNode = root;
  for (const [index, part] of path.entries()) {
    const member = found.members?.get(String(part));
    const next = member?.node ?? found.items?.[Number(part)];
    // A missing field is shown at the object that lacks it.
    if (next === undefined) return found;
    if (index === path.length - 1) return member ?? next;
    found = next;
  }
  return found;
}

let built: z.ZodMiniType | undefined;

/**
 * Heroku's own JSON schema of app.json. Source: heroku/heroku-mcp-server of 2026-08; its list of
 * stacks is left out, it stops at heroku-24.
 */
// Long because it is one schema, laid out as app.json is.
export function appJsonSchema(): z.ZodMiniType {
  if (built !== undefined) return built;
  const text = z.string('has to be a string');
  const object = 'has to be an object';
  const scripts = z.looseObject(
    {
      postdeploy: z.optional(
        z.union([text, z.looseObject({ command: text })], 'has to be a command'),
      ),
      'pr-predestroy': z.optional(text),
    },
    object,
  );
  const env = z.record(
    z
      .string()
      .check(z.regex(/^[A-Z_][A-Z0-9_]*$/, 'has to be named in capitals, digits and underscores')),
    z.union(
      [
        z.string(),
        z.object({
          description: z.optional(text),
          value: z.optional(text),
          required: z.optional(z.boolean('has to be true or false')),
          generator: z.optional(z.literal('secret', 'has to be "secret"')),
        }),
      ],
      'has to be a string, or an object with description, value (a string), required (true or false) and generator ("secret")',
    ),
    object,
  );
  const formation = z.record(
    z.string(),
    z.object(
      {
        quantity: z
          .number('has to be a whole number, 0 or more')
          .check(
            z.int('has to be a whole number, 0 or more'),
            z.minimum(0, 'has to be a whole number, 0 or more'),
          ),
        size: z.optional(text),
      },
      object,
    ),
    object,
  );
  const addon = z.union(
    [
      z.string(),
      z.object({
        plan: z.string(),
        as: z.optional(z.string()),
        options: z.optional(z.looseObject({})),
      }),
    ],
    'has to be a plan, or an object with plan',
  );
  const fields = {
    description: z.optional(text),
    scripts: z.optional(scripts),
    env: z.optional(env),
    formation: z.optional(formation),
    addons: z.optional(z.array(addon, 'has to be a list')),
    buildpacks: z.optional(
      z.array(z.object({ url: text }, 'has to be an object with url'), 'has to be a list'),
    ),
    stack: z.optional(text),
  };
  built = z.strictObject(
    {
      $schema: z.optional(text),
      name: z.optional(
        z
          .string('has to be a string')
          .check(
            z.maxLength(300, 'has to have at most 300 characters'),
            z.regex(/^[A-Za-z_.-]/, 'has to begin with a letter, -, _ or a dot'),
          ),
      ),
      keywords: z.optional(z.array(text, 'has to be a list')),
      website: z.optional(text),
      repository: z.optional(text),
      logo: z.optional(text),
      success_url: z.optional(text),
      image: z.optional(text),
      ...fields,
      environments: z.optional(z.record(z.string(), z.looseObject(fields, object), object)),
    },
    object,
  );
  return built;
}
