import type { Repository } from '../../project/repository.ts';
import type { Call, ClassDef, Expression, Module, PyNode } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { dottedName, walk } from '../../python/walk.ts';
import { pythonSource } from '../apps/python-source.ts';
import { oncePer } from '../once-per.ts';

/** The GraphQL libraries that Django projects use. */
export type GraphqlLibrary = 'strawberry' | 'graphene' | 'ariadne';

/** A call that makes a schema or a view of a GraphQL library. */
export interface GraphqlCall {
  readonly library: GraphqlLibrary;
  readonly makes: 'schema' | 'view';
  readonly call: Call;
  readonly at: SourceRange;
  /** True inside `csrf_exempt(…)`. */
  readonly isCsrfExempt: boolean;
}

/** A class or decorated class of the project that gives a model a GraphQL type, or is `Query`. */
export interface GraphqlClass {
  readonly library: GraphqlLibrary;
  /** `model`: a type of a model. `query`: the root of all queries. */
  readonly role: 'model' | 'query';
  readonly node: ClassDef;
  readonly file: string;
  /** The dotted path that a name of the file stands for; the name itself when it is no import. */
  readonly pathOf: (expression: Expression) => string | undefined;
}

/** What the code of a project says of GraphQL. */
export interface GraphqlCode {
  readonly calls: readonly GraphqlCall[];
  readonly classes: readonly GraphqlClass[];
  /** True when a file names a data loader or an optimizer of queries. */
  readonly hasBatching: boolean;
}

const CALLS: readonly (readonly [GraphqlLibrary, GraphqlCall['makes'], RegExp])[] = [
  ['strawberry', 'schema', /^strawberry\.(federation\.)?Schema$/],
  ['strawberry', 'view', /^strawberry\.django\.views\.(Async)?GraphQLView\.as_view$/],
  ['graphene', 'schema', /^graphene\.Schema$/],
  ['graphene', 'view', /^graphene_django\.views\.GraphQLView\.as_view$/],
  [
    'ariadne',
    'view',
    /^(ariadne_django\.views\.GraphQL(Async)?View\.as_view|ariadne\.contrib\.django\.views\.GraphQLView\.as_view|ariadne\.(asgi|wsgi)\.GraphQL)$/,
  ],
];

const IS_TEST = /(^|\/)(tests?|migrations|conftest)(\/|\.py$)|(^|\/)test_[^/]*\.py$|_tests?\.py$/;

/** The call that takes the rules which a query must keep, and those rules as written. */
export interface GuardedCall extends Pick<GraphqlCall, 'library' | 'call' | 'at'> {
  readonly rules: ReturnType<typeof keywordOf>;
}

/** Where each API names its rules: in strawberry's schema, in the view of the others. */
export function guardedCalls(repository: Repository): GuardedCall[] {
  return graphqlCode(repository).calls.flatMap(({ library, makes, call, at }) => {
    const isSchema = library === 'strawberry';
    return makes === (isSchema ? 'schema' : 'view')
      ? [
          {
            library,
            call,
            at,
            rules: keywordOf(call, isSchema ? 'extensions' : 'validation_rules'),
          },
        ]
      : [];
  });
}

/** The schemas, views and types of GraphQL libraries in the project's code, tests left out. */
export const graphqlCode = oncePer((repository: Repository): GraphqlCode => {
  const calls: GraphqlCall[] = [];
  const classes: GraphqlClass[] = [];
  let hasBatching = false;
  for (const path of repository.files.paths) {
    if (!path.endsWith('.py') || IS_TEST.test(path)) continue;
    const text = repository.files.text(path) ?? '';
    if (!/\b(strawberry|graphene|ariadne|dataloader)/i.test(text)) continue;
    if (
      /\b(DataLoader|aiodataloader|DjangoOptimizerExtension|gql_optimizer|query_optimizer)\b/.test(
        text,
      )
    )
      hasBatching = true;
    const source = pythonSource(repository, path);
    if (source === undefined) continue;
    const pathOf = pathsOf(source.module);
    for (const node of walk(source.module)) {
      if (node.kind === 'ClassDef') classes.push(...classOf(node, path, pathOf));
      if (node.kind === 'Call') calls.push(...callOf(node, path, pathOf, source.module));
    }
  }
  return { calls, classes, hasBatching };
});

function callOf(
  call: Call,
  file: string,
  pathOf: GraphqlClass['pathOf'],
  module: Module,
): GraphqlCall[] {
  const path = pathOf(call.func) ?? '';
  return CALLS.flatMap(([library, makes, pattern]) =>
    pattern.test(path)
      ? [
          {
            library,
            makes,
            call,
            at: { file, start: call.func.start, end: call.func.end },
            isCsrfExempt: makes === 'view' && isExempt(module, call, pathOf),
          },
        ]
      : [],
  );
}

function isExempt(module: Module, call: Call, pathOf: GraphqlClass['pathOf']): boolean {
  return [...walk(module)].some(
    (node) =>
      node.kind === 'Call' &&
      node.args.includes(call) &&
      /(^|\.)csrf_exempt$/.test(pathOf(node.func) ?? ''),
  );
}

function classOf(node: ClassDef, file: string, pathOf: GraphqlClass['pathOf']): GraphqlClass[] {
  const decorators = node.decorator_list.map(
    (one) => pathOf(one.kind === 'Call' ? one.func : one) ?? '',
  );
  const bases = node.bases.map((base) => pathOf(base) ?? '');
  if (decorators.some((path) => /^strawberry_django\.(type|interface)$/.test(path)))
    return [{ library: 'strawberry', role: 'model', node, file, pathOf }];
  if (node.name === 'Query' && decorators.some((path) => path === 'strawberry.type'))
    return [{ library: 'strawberry', role: 'query', node, file, pathOf }];
  if (bases.some((path) => /(^|\.)DjangoObjectType$/.test(path)))
    return [{ library: 'graphene', role: 'model', node, file, pathOf }];
  if (/Query$/.test(node.name) && bases.some((path) => path === 'graphene.ObjectType'))
    return [{ library: 'graphene', role: 'query', node, file, pathOf }];
  return [];
}

function pathsOf(module: Module): GraphqlClass['pathOf'] {
  const imported = new Map<string, string>();
  for (const node of module.body) {
    if (node.kind === 'Import')
      for (const { name, asname } of node.names)
        imported.set(asname ?? name.split('.')[0]!, asname === null ? name.split('.')[0]! : name);
    if (node.kind === 'ImportFrom')
      for (const { name, asname } of node.names)
        imported.set(asname ?? name, `${'.'.repeat(node.level)}${node.module ?? ''}.${name}`);
  }
  return (expression) => {
    const [first = '', ...rest] = dottedName(expression)?.split('.') ?? [];
    return first === '' ? undefined : [imported.get(first) ?? first, ...rest].join('.');
  };
}

/** The value of a keyword of a call; `unknown` when `**…` may bring it, undefined without it. */
export function keywordOf(call: Call, name: string): Expression | 'unknown' | undefined {
  return (
    call.keywords.find(({ arg }) => arg === name)?.value ??
    (call.keywords.some(({ arg }) => arg === null) ? 'unknown' : undefined)
  );
}

/** True when an expression names something that matches, or is a name that may hold anything. */
export function mayName(value: Expression | 'unknown' | undefined, pattern: RegExp): boolean {
  if (value === undefined) return false;
  if (value === 'unknown' || value.kind === 'Name' || value.kind === 'Call') return true;
  return [...walk(value)].some(
    (node: PyNode) =>
      node.kind === 'Starred' ||
      (node.kind === 'Name' && pattern.test(node.id)) ||
      (node.kind === 'Attribute' && pattern.test(node.attr)),
  );
}
