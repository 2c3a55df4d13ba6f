import { defineRule } from '../check/rule.ts';
import type { ClassDef, Expression } from '../python/nodes.ts';
import { literalValue } from '../queries/apps/python-source.ts';
import { graphqlCode } from '../queries/graphql/graphql-code.ts';
import { projectModels } from '../queries/models/project-models.ts';

export default defineRule<{ type: string; model: string }>({
  id: 'graphql-user-fields-all',
  group: 'graphql',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title:
      'Graphene-Django documentation, "Queries & ObjectTypes": specifying which fields to include',
    url: 'https://docs.graphene-python.org/projects/django/en/latest/queries/#specifying-which-fields-to-include',
  },
  docs: 'A GraphQL type shows every field of the user model.',
  example: { type: 'UserType', model: 'User' },
  *check(repository) {
    const users = new Set([
      'User',
      ...projectModels(repository).flatMap(({ isUser, name }) => (isUser ? [name] : [])),
    ]);
    for (const { library, role, node, file, pathOf } of graphqlCode(repository).classes) {
      if (role !== 'model') continue;
      const { model, fields, isListed } = library === 'graphene' ? inMeta(node) : inDecorator(node);
      const path = model?.kind === 'Call' ? `${pathOf(model.func)}()` : model && pathOf(model);
      const name = path?.endsWith('get_user_model()') ? 'User' : path?.split('.').at(-1);
      if (name === undefined || !users.has(name)) continue;
      const isAll = fields !== undefined && literalValue(fields) === '__all__';
      if (!isAll && isListed) continue;
      yield {
        at: { file, start: node.start, end: node.start + `class ${node.name}`.length },
        facts: { type: node.name, model: name },
      };
    }
  },
  message: ({ type, model }) => ({
    what: `${type} shows every field of ${model}.`,
    why: 'Password hashes, e-mail addresses and rights become part of the API, and so does each field that the model gets later.',
    next: 'List the fields that anyone may read, such as:\n  fields = ["id", "username"]',
  }),
});

interface ShownFields {
  readonly model: Expression | undefined;
  readonly fields: Expression | undefined;
  /** True when the type says which fields it shows. */
  readonly isListed: boolean;
}

/** Graphene: `Meta` with a model, and `fields`, `exclude` or nothing, which means all. */
function inMeta(node: ClassDef): ShownFields {
  const meta = node.body.find(
    (one): one is ClassDef => one.kind === 'ClassDef' && one.name === 'Meta',
  );
  const value = (name: string): Expression | undefined => {
    const statement = meta?.body.find(
      (one) =>
        one.kind === 'Assign' &&
        one.targets.some((target) => target.kind === 'Name' && target.id === name),
    );
    return statement?.kind === 'Assign' ? statement.value : undefined;
  };
  const fields = value('fields') ?? value('only_fields');
  return { model: value('model'), fields, isListed: fields !== undefined };
}

/** Strawberry: `fields="__all__"` in the decorator; else the annotations of the class. */
function inDecorator(node: ClassDef): ShownFields {
  const call = node.decorator_list.find((one) => one.kind === 'Call');
  const keywords = call?.kind === 'Call' ? call.keywords : [];
  return {
    model: call?.kind === 'Call' ? call.args[0] : undefined,
    fields: keywords.find(({ arg }) => arg === 'fields')?.value,
    isListed: !keywords.some(({ arg }) => arg === 'exclude'),
  };
}
