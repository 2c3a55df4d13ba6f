import { defineRule } from '../check/rule.ts';
import type { ClassDef } from '../python/nodes.ts';
import { dottedName } from '../python/walk.ts';
import { graphqlCode } from '../queries/graphql/graphql-code.ts';

const SCHEMA = 'schema.graphql';

export default defineRule<{ type: string; missing: string; module: string }>({
  id: 'graphql-schema-stale',
  group: 'graphql',
  severity: 'hint',
  since: '0.1.0',
  source: {
    title: 'Strawberry documentation, "Schema export"',
    url: 'https://strawberry.rocks/docs/guides/schema-export',
  },
  docs: 'The exported GraphQL schema is older than the code.',
  example: { type: 'Order', missing: 'totalPrice', module: 'shop.schema' },
  *check(repository) {
    const exported = repository.files.text(SCHEMA);
    if (exported === undefined) return;
    const types = exportedTypes(exported.replaceAll('\r\n', '\n'));
    for (const { library, node, file } of graphqlCode(repository).classes) {
      // A type with a name of its own, or with bases, has fields that its class does not show.
      if (library !== 'strawberry' || isRenamed(node) || node.bases.length > 0) continue;
      const fields = types.get(node.name);
      const missing = fields === undefined ? '' : fieldsOf(node).find((name) => !fields.has(name));
      if (missing === undefined) continue;
      yield {
        at: { file, start: node.start, end: node.start + `class ${node.name}`.length },
        facts: {
          type: node.name,
          missing,
          module: file.replace(/\.py$/, '').replaceAll('/', '.'),
        },
      };
    }
  },
  message: ({ type, missing, module }) => ({
    what:
      missing === ''
        ? `${SCHEMA} has no type ${type}.`
        : `${SCHEMA} does not have the field ${missing} of ${type}.`,
    why: 'Clients and their code generators read the exported file. They do not see what the API can do now.',
    next: `Export it again:\n  python manage.py export_schema ${module}:schema --path ${SCHEMA}`,
  }),
});

/** The names of the fields of each type in a schema document. */
function exportedTypes(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const types = new Map<string, Set<string>>();
  for (const [, name = '', body = ''] of text.matchAll(/^type (\w+)[^{\n]*\{\n([^}]*)\n\}/gm))
    types.set(name, new Set([...body.matchAll(/^ {2}(\w+)[(:]/gm)].map(([, field]) => field!)));
  return types;
}

function isRenamed(node: ClassDef): boolean {
  return node.decorator_list.some(
    (one) =>
      one.kind === 'Call' && one.keywords.some(({ arg }) => arg === 'name' || arg === 'fields'),
  );
}

/** The fields that a class certainly gives its type, as GraphQL spells them. */
function fieldsOf(node: ClassDef): string[] {
  return node.body.flatMap((statement) => {
    const isMethod =
      statement.kind === 'FunctionDef' &&
      statement.decorator_list.some((one) =>
        /^(strawberry|strawberry_django)\.field$/.test(
          dottedName(one.kind === 'Call' ? one.func : one) ?? '',
        ),
      );
    const name =
      statement.kind === 'FunctionDef' && isMethod
        ? statement.name
        : statement.kind === 'AnnAssign' && statement.target.kind === 'Name'
          ? statement.target.id
          : undefined;
    const isPrivate =
      statement.kind === 'AnnAssign' &&
      (/Private/.test(JSON.stringify(statement.annotation)) ||
        (statement.value?.kind === 'Call' &&
          statement.value.keywords.some(({ arg }) => arg === 'name')));
    return name === undefined || isPrivate || name.startsWith('_')
      ? []
      : [name.replace(/_+([a-z\d])/g, (_, letter: string) => letter.toUpperCase())];
  });
}
