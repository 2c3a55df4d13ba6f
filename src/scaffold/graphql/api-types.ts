import pluralize from 'pluralize';
import { UsageError } from '../../facts/usage-error.ts';
import type { ModelField, ProjectModel } from '../../queries/models/project-models.ts';
import { type ApiField, renderField } from './api-fields.ts';

/** Which models and fields an API shows. */
export interface ApiChoice {
  /** Labels, as `app.Model`. */
  readonly models: readonly string[];
  /** Contact fields to show, as `app.Model.field`. */
  readonly include: readonly string[];
  /** Fields to leave out, as `app.Model.field`. */
  readonly exclude: readonly string[];
}

/** A GraphQL type of a model. */
export interface ApiType {
  readonly model: ProjectModel;
  /** Name of the type in the schema. */
  readonly name: string;
  /** Name of the list in `Query`, such as `addresses`, and of the field for one object. */
  readonly list: string;
  readonly single: string;
  readonly fields: readonly ApiField[];
  /** Fields that are left out, each with the reason. */
  readonly left: readonly { readonly field: string; readonly because: string }[];
}

/** Names that the schema has a meaning for, or that strawberry makes itself. */
const RESERVED = new Set(
  'Query Mutation Subscription String Int Float Boolean ID Date DateTime Time Decimal UUID JSON BigInt Void Upload OffsetPaginationInfo OffsetPaginationInput OffsetPaginated IsSignedIn DjangoFileType DjangoImageType DjangoModelType OperationInfo'.split(
    ' ',
  ),
);

/**
 * The types of an API over these models, in the order given. Throws UsageError for a model or a
 * field that there is none of, an abstract model, or a name that GraphQL has no letters for.
 */
export function planApiTypes(all: readonly ProjectModel[], choice: ApiChoice): ApiType[] {
  const chosen = [...new Set(choice.models)].map((label) => findModel(all, label));
  for (const label of [...choice.include, ...choice.exclude]) checkField(all, label);
  const names = typeNames(chosen);
  const roots = new Set<string>();
  const rootName = (...candidates: string[]): string => {
    const free = candidates.find((one) => !roots.has(one))!;
    roots.add(free);
    return free;
  };
  return chosen.map((model) => {
    const name = names.get(model.label)!;
    const single = snakeCase(name);
    const many = plural(single);
    const { fields, left } = fieldsOf(model, { all, names, choice });
    return {
      model,
      name,
      single: rootName(single, `${model.app}_${single}`, `${single}_object`),
      list: rootName(many, `${single}_list`, `${model.app}_${many}`),
      fields,
      left,
    };
  });
}

function findModel(all: readonly ProjectModel[], label: string): ProjectModel {
  const model = all.find((one) => one.label === label);
  if (model === undefined) {
    const known = all.filter(({ kind }) => kind !== 'abstract').map((one) => one.label);
    throw new UsageError(`There is no model '${label}'`, {
      evidence: [`models of the installed apps: ${known.join(', ') || 'none'}`],
      next: [`Name it as app.Model${known[0] === undefined ? '' : `, such as: ${known[0]}`}`],
    });
  }
  if (model.kind === 'abstract')
    throw new UsageError(`${label} is an abstract model and has no rows`, {
      next: ['Name the models that inherit from it.'],
    });
  if (!/^[A-Za-z]\w*$/.test(model.name))
    throw new UsageError(`${label} cannot be a GraphQL type: names there are ASCII letters`, {
      next: ['Rename the class, or write its type by hand.'],
    });
  return model;
}

function checkField(all: readonly ProjectModel[], label: string): void {
  const [app, name, field] = label.split('.');
  const model = all.find((one) => one.label === `${app}.${name}`);
  const found = model?.fields.find((one) => one.name === field);
  if (found === undefined)
    throw new UsageError(`There is no field '${label}'`, {
      evidence:
        model === undefined ? [] : [`fields: ${model.fields.map((one) => one.name).join(', ')}`],
      next: ['Name it as app.Model.field'],
    });
  if (found.sensitivity === 'secret')
    throw new UsageError(`${label} looks like a secret`, {
      next: ['Leave it out. What really is public can be written into the schema by hand.'],
    });
}

/** Two models of one name, and names that GraphQL needs itself, get the name of their app in front. */
function typeNames(chosen: readonly ProjectModel[]): ReadonlyMap<string, string> {
  const named = chosen.map((model) => {
    const isTaken =
      RESERVED.has(model.name) ||
      /(OffsetPaginated|Edge|Connection)$/.test(model.name) ||
      chosen.some((other) => other !== model && other.name === model.name);
    return [model.label, isTaken ? `${pascalCase(model.app)}${model.name}` : model.name] as const;
  });
  const twice = named.find(([label, name]) =>
    named.some((other) => other[0] !== label && other[1] === name),
  );
  if (twice !== undefined)
    throw new UsageError(`Two models would both be the GraphQL type ${twice[1]}`, {
      evidence: named.filter(([, name]) => name === twice[1]).map(([label]) => label),
      next: ['Leave one of them out.'],
    });
  return new Map(named);
}

interface FieldContext {
  readonly all: readonly ProjectModel[];
  readonly names: ReadonlyMap<string, string>;
  readonly choice: ApiChoice;
}

function fieldsOf(
  model: ProjectModel,
  context: FieldContext,
): { fields: ApiField[]; left: { field: string; because: string }[] } {
  const fields: ApiField[] = [];
  const left: { field: string; because: string }[] = [];
  for (const field of model.fields) {
    if (field.isParentLink || field.name === model.primaryKey) continue;
    const because = whyLeft(model, field, context);
    if (because !== undefined) left.push({ field: field.name, because });
    else fields.push(renderField(model, field, context.names));
  }
  for (const reverse of reverseFields(model, context)) {
    const taken = [...model.fields, ...fields].some(({ name }) => name === reverse.name);
    fields.push(taken ? { ...reverse, ...reverse.renamed } : reverse);
  }
  return { fields, left };
}

function whyLeft(
  model: ProjectModel,
  field: ModelField,
  { names, choice }: FieldContext,
): string | undefined {
  const label = `${model.label}.${field.name}`;
  if (field.sensitivity === 'secret') return 'it looks like a secret';
  if (choice.exclude.includes(label)) return 'you excluded it';
  if (field.sensitivity === 'contact' && !choice.include.includes(label))
    return `it tells who or where a person is; --include ${label} adds it`;
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(field.name)) return 'GraphQL names are ASCII letters';
  if (field.kind === 'generic') return 'a generic relation has no type: write a resolver for it';
  if (field.kind === 'unknown') return `${field.className} comes from a package`;
  if (['foreign-key', 'one-to-one', 'many-to-many'].includes(field.kind))
    return field.targetModel !== undefined && names.has(field.targetModel)
      ? undefined
      : `${field.targetModel ?? 'the model it points to'} is not part of the API`;
  return undefined;
}

interface ReverseField extends ApiField {
  /** What to call it when the model has a field of this name. */
  readonly renamed: Pick<ApiField, 'name' | 'lines'>;
}

/** The other ends of the relations that chosen models have to this one. */
function reverseFields(model: ProjectModel, { all, names, choice }: FieldContext): ReverseField[] {
  const own = new Set(model.fields.map(({ name }) => name));
  return all
    .filter((other) => names.has(other.label) && other.kind !== 'proxy')
    .flatMap((other) =>
      other.fields
        .filter(
          (field) =>
            field.targetModel === model.label &&
            field.inheritedFrom === undefined &&
            !field.isParentLink &&
            field.sensitivity !== 'secret' &&
            !choice.exclude.includes(`${other.label}.${field.name}`) &&
            !(field.kind === 'many-to-many' && other === model),
        )
        .flatMap((field): ReverseField[] => {
          const accessor = reverseAccessor(other, field);
          if (accessor === undefined || own.has(accessor)) return [];
          const type = names.get(other.label)!;
          if (field.kind === 'one-to-one') {
            const lines = [`    ${accessor}: "${type} | None"`];
            return [
              { name: accessor, source: accessor, lines, renamed: { name: accessor, lines } },
            ];
          }
          const name = field.relatedName === undefined ? plural(snakeCase(other.name)) : accessor;
          return [
            {
              name,
              source: accessor,
              lines: pageLines(name, type, accessor),
              renamed: { name: accessor, lines: pageLines(accessor, type, accessor) },
            },
          ];
        }),
    );
}

function pageLines(name: string, type: string, accessor: string): string[] {
  const from = name === accessor ? '' : `field_name="${accessor}"`;
  return [`    ${name}: OffsetPaginated["${type}"] = strawberry_django.offset_paginated(${from})`];
}

/** The attribute that Django gives the other end; undefined when the relation has none. */
function reverseAccessor(model: ProjectModel, field: ModelField): string | undefined {
  const lower = model.name.toLowerCase();
  if (field.relatedName === undefined) return field.kind === 'one-to-one' ? lower : `${lower}_set`;
  const name = field.relatedName
    .replaceAll('%(class)s', lower)
    .replaceAll('%(model_name)s', lower)
    .replaceAll('%(app_label)s', model.app.toLowerCase());
  return /^[A-Za-z]\w*$/.test(name) ? name : undefined;
}

/** `OrderLine` as `order_line`, and `HTTPServer` as `http_server`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

function pascalCase(name: string): string {
  return name.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}

/** The plural of the last word; a word without one gets `_list`. */
function plural(snake: string): string {
  const words = snake.split('_');
  const last = words.pop()!;
  const many = pluralize(last);
  return [...words, many === last ? `${last}_list` : many].join('_');
}
