import type { ModelField, ProjectModel } from '../../queries/models/project-models.ts';

/** A field of a GraphQL type, as the lines of its class. */
export interface ApiField {
  /** Name in the class; GraphQL makes camel case of it. */
  readonly name: string;
  /** Name of the model's attribute. */
  readonly source: string;
  readonly lines: readonly string[];
  /** The enum that it needs. */
  readonly choices?: { readonly name: string; readonly lines: readonly string[] };
}

/** The lines of a field of a model that may be shown. `names` gives the type of each model. */
export function renderField(
  model: ProjectModel,
  field: ModelField,
  names: ReadonlyMap<string, string>,
): ApiField {
  const { name } = field;
  const none = field.nullable ? ' | None' : '';
  const plain = (line: string): ApiField => ({ name, source: name, lines: [`    ${line}`] });
  if (field.choices !== undefined && field.kind === 'scalar')
    return enumField(model, field, names.get(model.label)!);
  switch (field.kind) {
    case 'foreign-key':
    case 'one-to-one':
      return plain(`${name}: "${names.get(field.targetModel!)}${none}"`);
    case 'many-to-many': {
      const type = names.get(field.targetModel!);
      return plain(`${name}: OffsetPaginated["${type}"] = strawberry_django.offset_paginated()`);
    }
    case 'json':
      return plain(`${name}: JSON${none}`);
    case 'file':
      return {
        name,
        source: name,
        lines: [
          `    @strawberry_django.field(only=["${name}"])`,
          `    def ${name}(self) -> str | None:`,
          `        return self.${name}.url if self.${name} else None`,
        ],
      };
    default:
      if (field.valueType === 'datetime.timedelta')
        return {
          name,
          source: name,
          lines: [
            `    @strawberry_django.field(only=["${name}"], description="Seconds")`,
            `    def ${name}(self) -> float | None:`,
            `        return None if self.${name} is None else self.${name}.total_seconds()`,
          ],
        };
      return plain(
        field.isOwnClass ? `${name}: ${field.valueType}${none}` : `${name}: strawberry.auto`,
      );
  }
}

/**
 * A field with choices. Rows may hold values that are no choice, such as a blank: the API answers
 * null for these.
 */
function enumField(model: ProjectModel, field: ModelField, typeName: string): ApiField {
  const { name } = field;
  const enumName = `${typeName}${name
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')}Choice`;
  const { choices } = field;
  return {
    name,
    source: name,
    lines: [
      `    @strawberry_django.field(only=["${name}"])`,
      `    def ${name}(self) -> ${enumName} | None:`,
      `        return find_choice(${enumName}, self.${name})`,
    ],
    choices: {
      name: enumName,
      lines:
        choices?.kind === 'class'
          ? [`${enumName} = strawberry.enum(${classPath(model, field)}, name="${enumName}")`]
          : [
              '@strawberry.enum',
              `class ${enumName}(enum.Enum):`,
              ...memberNames(choices?.values ?? []).map(
                ([member, value]) => `    ${member} = ${JSON.stringify(value)}`,
              ),
            ],
    },
  };
}

/** The class of choices, reached from the module of the model. */
function classPath(model: ProjectModel, field: ModelField): string {
  const found = field.choices?.kind === 'class' ? field.choices.found : undefined;
  const nested = found?.outer === undefined ? '' : `${model.name}.`;
  return found?.outer === undefined && found?.module.name !== model.importFrom
    ? `${moduleAlias(found?.module.name ?? '')}.${found?.node.name}`
    : `${moduleAlias(model.importFrom)}.${nested}${found?.node.name}`;
}

/** The name under which the schema imports a module of models. */
export function moduleAlias(module: string): string {
  return module.replaceAll('.', '_');
}

/** Each value with a name that GraphQL allows, none twice. */
function memberNames(values: readonly (string | number)[]): (readonly [string, string | number])[] {
  const taken = new Set<string>();
  return values.map((value) => {
    const letters = String(value)
      .replace(/([a-z\d])([A-Z])/g, '$1_$2')
      .replace(/[^A-Za-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .toUpperCase();
    const start = letters === '' ? 'BLANK' : /^\d/.test(letters) ? `VALUE_${letters}` : letters;
    let name = ['TRUE', 'FALSE', 'NULL', 'MRO'].includes(start) ? `${start}_VALUE` : start;
    while (taken.has(name)) name = `${name}_2`;
    taken.add(name);
    return [name, value] as const;
  });
}
