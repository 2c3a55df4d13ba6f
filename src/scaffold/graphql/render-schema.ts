import type { RenderTemplate } from '../plan/templates.ts';
import { moduleAlias } from './api-fields.ts';
import type { ApiType } from './api-types.ts';

/** Who may read the API: anyone, people who signed in, or programs with a token. */
export type ApiAuth = 'none' | 'session' | 'token';

/** Marks the line of a type that says which fields of the model a run of the generator has seen. */
export const SEEN = '    # Fields the generator knows:';

/** The whole schema module for these types. */
export function renderSchema(
  sitePackage: string,
  types: readonly ApiType[],
  auth: ApiAuth,
  render: RenderTemplate,
): string {
  const enums = types.flatMap(({ fields }) => fields.flatMap(({ choices }) => choices ?? []));
  const hasJson = types.some((type) => usesName(type, 'JSON'));
  const hasTypes = types.length > 0;
  const standard = ['datetime', 'decimal', 'uuid'].filter((module) =>
    types.some((type) => usesName(type, `${module}.`)),
  );
  if (enums.length > 0) standard.push('enum');
  const head = [
    ...standard.sort().map((module) => `import ${module}`),
    ...(standard.length > 0 ? [''] : []),
    'import strawberry',
    ...(hasTypes ? ['import strawberry_django'] : []),
    ...(auth === 'session' ? ['from strawberry.permission import BasePermission'] : []),
    ...(hasJson ? ['from strawberry.scalars import JSON'] : []),
    ...(hasTypes ? ['from strawberry_django.pagination import OffsetPaginated'] : []),
    '',
    ...modelImports(types),
    `from ${sitePackage}.graphql_limits import build_schema`,
    `from ${sitePackage}.graphql_view import build_view`,
  ];
  const parts = [
    ...(auth === 'session' ? [SESSION_PERMISSION] : []),
    ...(enums.length > 0 ? [FIND_CHOICE] : []),
    ...types.flatMap(typeBlocks),
  ];
  return render('graphql/package/schema.py', {
    auth,
    head: head.join('\n'),
    types: parts.map((part) => `${part}\n\n\n`).join(''),
    queries: hasTypes
      ? types.flatMap((type) => queryLines(type, auth)).join('\n')
      : '    @strawberry.field\n    def status(self) -> str:\n        return "ok"',
  });
}

/** The imports of the modules that the types and their choices come from. */
export function modelImports(types: readonly ApiType[]): string[] {
  const modules = types.flatMap(({ model }) => [
    model.importFrom,
    ...model.fields.flatMap(({ choices }) =>
      choices?.kind === 'class' && choices.found.outer === undefined
        ? [choices.found.module.name]
        : [],
    ),
  ]);
  return [...new Set(modules)].sort().map((module) => {
    const parts = module.split('.');
    const name = parts.pop()!;
    const alias = moduleAlias(module);
    const renamed = alias === name ? '' : ` as ${alias}`;
    return parts.length === 0
      ? `import ${module}${renamed}`
      : `from ${parts.join('.')} import ${name}${renamed}`;
  });
}

/** The classes of a type: its enums, then itself. */
export function typeBlocks(type: ApiType): string[] {
  const { model, name, fields } = type;
  const head = [
    `@strawberry_django.type(${moduleAlias(model.importFrom)}.${model.name})`,
    `class ${name}:`,
    seenLine(type),
    '    pk: strawberry.ID',
    ...fieldLines(fields.map(({ lines }) => lines)),
  ];
  return [...fields.flatMap(({ choices }) => choices?.lines.join('\n') ?? []), head.join('\n')];
}

/** Methods stand apart from the lines around them. */
function fieldLines(fields: readonly (readonly string[])[]): string[] {
  return [
    ...fields.filter((lines) => lines.length === 1).flat(),
    ...fields.filter((lines) => lines.length > 1).flatMap((lines) => ['', ...lines]),
  ];
}

/** The line that a second run reads. */
export function seenLine({ fields, left }: ApiType): string {
  const seen = [
    ...fields.map(({ source }) => source),
    ...left
      .filter(({ because }) => !because.endsWith('is not part of the API'))
      .map(({ field }) => field),
  ];
  return `${SEEN} ${seen.join(', ') || 'none'}.`;
}

/** The lines of `Query` that give a list of the type and one object of it. */
export function queryLines({ name, list, single }: ApiType, auth: ApiAuth): string[] {
  const access = auth === 'session' ? 'permission_classes=[IsSignedIn]' : '';
  return [
    `    ${list}: OffsetPaginated[${name}] = strawberry_django.offset_paginated(${access})`,
    `    ${single}: ${name} | None = strawberry_django.field(${access})`,
  ];
}

function usesName({ fields }: ApiType, name: string): boolean {
  return fields.some(({ lines }) => lines.some((line) => line.includes(`: ${name}`)));
}

const SESSION_PERMISSION = `class IsSignedIn(BasePermission):
    message = "Sign in first"

    def has_permission(self, source, info, **kwargs):
        return info.context.request.user.is_authenticated`;

/** The Python function that fields with choices use. */
export const FIND_CHOICE = `def find_choice(choices, value):
    """The choice with this value. A row may hold a value that is no choice: None."""
    try:
        return choices(value)
    except ValueError:
        return None`;
