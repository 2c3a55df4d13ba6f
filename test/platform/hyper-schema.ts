import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

interface Link {
  readonly href: string;
  readonly method: string;
  readonly rel?: string;
  readonly schema?: object;
  readonly targetSchema?: object;
}

const document = JSON.parse(
  readFileSync(join(import.meta.dirname, 'hyper-schema.json'), 'utf8'),
) as { readonly definitions: Readonly<Record<string, { readonly links?: readonly Link[] }>> };

const ajv = new Ajv({ strict: false, allErrors: true });
(addFormats as unknown as (instance: Ajv) => void)(ajv);
ajv.addSchema(document, 'platform');

/** The links of the public schema, each with a pattern of its path. */
const LINKS = Object.entries(document.definitions).flatMap(([name, { links = [] }]) =>
  links.map((link, at) => ({
    ...link,
    pattern: new RegExp(`^${link.href.replace(/\{\([^)]*\)\}/g, '[^/]+')}$`),
    pointer: `platform#/definitions/${name}/links/${at}`,
    name,
  })),
);

/**
 * What the public schema has against the answer to a call; empty when nothing, undefined when it
 * names no such call.
 */
export function answerProblems(
  method: string,
  path: string,
  body: unknown,
): readonly string[] | undefined {
  const links = LINKS.filter((link) => link.method === method && link.pattern.test(path));
  if (links.length === 0) return undefined;
  const problems = links.map((link) => {
    const isList = link.rel === 'instances' && link.targetSchema === undefined;
    const target = `platform#/definitions/${link.name}`;
    const schema =
      link.targetSchema !== undefined
        ? { $ref: `${link.pointer}/targetSchema` }
        : isList
          ? { type: 'array', items: { $ref: target } }
          : { $ref: target };
    const validate = ajv.compile(schema);
    return validate(body)
      ? []
      : (validate.errors ?? [])
          .filter(isNoAddress)
          .map((one) => `${link.name}${one.instancePath}: ${one.message}`);
  });
  return problems.find((one) => one.length === 0) ?? problems[0];
}

/** The schema wants addresses of heroku.com, which no app on this machine has. */
function isNoAddress({
  keyword,
  instancePath,
}: {
  keyword: string;
  instancePath: string;
}): boolean {
  return !(
    ['pattern', 'format'].includes(keyword) &&
    /\/(git_url|web_url|hostname|cname)$/.test(instancePath)
  );
}
