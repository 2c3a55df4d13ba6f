import type { Repository } from '../../project/repository.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import type { ClassDef } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { dottedName } from '../../python/walk.ts';
import { importRootOf } from '../apps/installed-apps.ts';
import { absoluteName } from '../apps/module-names.ts';
import { literalValue } from '../apps/python-source.ts';
import { oncePer } from '../once-per.ts';
import {
  type FoundClass,
  packageParts,
  type ReadModule,
  readModule,
  resolveName,
} from './class-names.ts';
import { modelApps } from './model-apps.ts';
import { type WrittenField, writtenFields } from './model-fields.ts';
import { relationTarget } from './relation-target.ts';

/** How a model is kept: `multi-table` has a table beside the one of its parent. */
export type ModelKind = 'concrete' | 'abstract' | 'proxy' | 'multi-table';

/** A field of a model, inherited ones included. */
export interface ModelField extends WrittenField {
  /** The model that a relation points to, as `app.Model`; undefined when a package has it. */
  readonly targetModel: string | undefined;
  /** The concrete model whose table holds it; undefined for a field of the model's own table. */
  readonly inheritedFrom: string | undefined;
}

/** A field with the concrete model that it was inherited from. */
interface PlacedField extends WrittenField {
  readonly owner: ClassDef | undefined;
}

/** A model of the project. */
export interface ProjectModel {
  /** `app.Model`, as Django labels it. */
  readonly label: string;
  readonly app: string;
  readonly name: string;
  readonly kind: ModelKind;
  /** The module that the class is best imported from. */
  readonly importFrom: string;
  readonly fields: readonly ModelField[];
  /** Name of the field that is the primary key; `id` when the model writes none. */
  readonly primaryKey: string;
  /** True when it is a user of Django's authentication. */
  readonly isUser: boolean;
  readonly at: SourceRange;
}

interface Found extends FoundClass {
  readonly app: string;
  readonly appModule: string;
}

/** Most modules that are read for models. */
const MAX_MODULES = 2_000;

const USER_BASE =
  /^django\.contrib\.auth\.(models\.(AbstractUser|User)|(models|base_user)\.AbstractBaseUser)$/;
/** Models that packages bring for others to inherit from. */
const FOREIGN_MODEL = /(^|\.)(models|base_user)\.(\w+\.)*\w+$/;

/**
 * The models of the installed apps, sorted by label: every class of a module that `models` of an
 * app reaches through imports and whose bases lead to a model. Nothing is imported or run.
 */
export const projectModels = oncePer((repository: Repository): readonly ProjectModel[] => {
  const importRoot = importRootOf(repository) ?? folderPrefix(repository.djangoProject?.root ?? '');
  const classes = findClasses(repository, importRoot);
  const labels = new Map(classes.map((found) => [found.node, `${found.app}.${found.node.name}`]));
  return classes
    .map((found) => describe(repository, importRoot, found, labels))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
});

function findClasses(repository: Repository, importRoot: string): Found[] {
  const apps = modelApps(repository, importRoot);
  const seen = new Set<string>();
  const found: Found[] = [];
  const waiting = apps.map(({ module }) => `${module}.models`);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name) || seen.size > MAX_MODULES) continue;
    seen.add(name);
    const module = readModule(repository, importRoot, name);
    if (module === undefined) continue;
    waiting.push(...importedModules(module));
    const app = apps
      .filter((one) => name === one.module || name!.startsWith(`${one.module}.`))
      .sort((a, b) => b.module.length - a.module.length)[0];
    for (const node of module.source.module.body) {
      if (node.kind !== 'ClassDef') continue;
      const own = { module, node, outer: undefined };
      const label = metaValue(node, 'app_label') ?? app?.label;
      if (typeof label !== 'string' || !isModel(repository, importRoot, own)) continue;
      found.push({ ...own, app: label, appModule: app?.module ?? name });
    }
  }
  return found;
}

/** The modules that a module imports by `from`, as far as names can tell. */
function importedModules(module: ReadModule): string[] {
  return module.source.module.body.flatMap((statement) => {
    if (statement.kind !== 'ImportFrom') return [];
    const from = absoluteName(statement.module, statement.level, packageParts(module));
    return from === undefined
      ? []
      : [from, ...statement.names.map(({ name }) => `${from}.${name}`)];
  });
}

type Base =
  | { readonly kind: 'own'; readonly found: FoundClass }
  | { readonly kind: 'external'; readonly path: string };

function basesOf(repository: Repository, importRoot: string, { module, node }: FoundClass): Base[] {
  return node.bases.flatMap((base): Base[] => {
    const name = dottedName(base);
    const thing =
      name === undefined ? undefined : resolveName(repository, importRoot, module, name);
    if (thing?.kind === 'class' && thing.found.node !== node)
      return [{ kind: 'own', found: thing.found }];
    return thing?.kind === 'external' ? [{ kind: 'external', path: thing.path }] : [];
  });
}

function isModel(
  repository: Repository,
  importRoot: string,
  found: FoundClass,
  pattern = FOREIGN_MODEL,
  depth = 0,
): boolean {
  return (
    depth < 20 &&
    basesOf(repository, importRoot, found).some((base) =>
      base.kind === 'own'
        ? isModel(repository, importRoot, base.found, pattern, depth + 1)
        : pattern.test(base.path) &&
          !/(Manager|QuerySet|Choices|Field|Mixin|Form|Admin)$/.test(base.path),
    )
  );
}

function metaValue(node: ClassDef, name: string): unknown {
  const meta = node.body.find(
    (one): one is ClassDef => one.kind === 'ClassDef' && one.name === 'Meta',
  );
  const statement = meta?.body.findLast(
    (one) =>
      one.kind === 'Assign' &&
      one.targets.some((target) => target.kind === 'Name' && target.id === name),
  );
  return statement?.kind === 'Assign' ? literalValue(statement.value) : undefined;
}

function kindOf(repository: Repository, importRoot: string, found: FoundClass): ModelKind {
  if (metaValue(found.node, 'abstract') === true) return 'abstract';
  if (metaValue(found.node, 'proxy') === true) return 'proxy';
  const isChild = basesOf(repository, importRoot, found).some((base) =>
    base.kind === 'own'
      ? isModel(repository, importRoot, base.found) &&
        metaValue(base.found.node, 'abstract') !== true
      : /^django\.contrib\.auth\.models\.(User|Group|Permission)$/.test(base.path),
  );
  return isChild ? 'multi-table' : 'concrete';
}

/** The fields with those of the bases: a name that is nearer wins, and `None` takes one away. */
function fieldsOf(
  repository: Repository,
  importRoot: string,
  found: FoundClass,
  depth = 0,
): Map<string, PlacedField> {
  const fields = new Map<string, PlacedField>();
  if (depth > 20) return fields;
  for (const base of basesOf(repository, importRoot, found).reverse()) {
    if (base.kind === 'own' && isModel(repository, importRoot, base.found)) {
      const { node } = base.found;
      const owner = metaValue(node, 'abstract') === true ? undefined : node;
      for (const [name, field] of fieldsOf(repository, importRoot, base.found, depth + 1))
        fields.set(name, { ...field, owner: field.owner ?? owner });
    }
    if (base.kind === 'external')
      for (const name of FOREIGN_FIELDS[base.path] ?? [])
        fields.set(name, { ...foreignField(name, found.module), owner: undefined });
  }
  for (const statement of writtenFields(repository, importRoot, found)) {
    if (statement.kind === 'removed') fields.delete(statement.name);
    else fields.set(statement.field.name, { ...statement.field, owner: undefined });
  }
  return fields;
}

/** Fields of Django's own users that an API may show. Source: Django 6.1; read 2026-11-23. */
const FOREIGN_FIELDS: Readonly<Record<string, readonly string[]>> = {
  'django.contrib.auth.models.AbstractUser': ['username', 'first_name', 'last_name', 'email'],
  'django.contrib.auth.models.User': ['username', 'first_name', 'last_name', 'email'],
};

function foreignField(name: string, module: ReadModule): WrittenField {
  return {
    name,
    className: 'CharField',
    kind: 'scalar',
    valueType: 'str',
    isOwnClass: false,
    sensitivity: name === 'username' ? undefined : 'contact',
    nullable: false,
    primaryKey: false,
    choices: undefined,
    target: undefined,
    relatedName: undefined,
    isParentLink: false,
    module,
  };
}

function describe(
  repository: Repository,
  importRoot: string,
  found: Found,
  labels: ReadonlyMap<ClassDef, string>,
): ProjectModel {
  const { node, module, app, appModule } = found;
  const label = `${app}.${node.name}`;
  const written = [...fieldsOf(repository, importRoot, found).values()];
  const publicModule = readModule(repository, importRoot, `${appModule}.models`);
  const seen = publicModule && resolveName(repository, importRoot, publicModule, node.name);
  const isPublic = seen?.kind === 'class' && seen.found.node === node;
  return {
    label,
    app,
    name: node.name,
    kind: kindOf(repository, importRoot, found),
    importFrom: isPublic ? `${appModule}.models` : module.name,
    fields: written.map(({ owner, ...field }) => {
      const inheritedFrom = owner === undefined ? undefined : labels.get(owner);
      return {
        ...field,
        inheritedFrom,
        targetModel: relationTarget(repository, importRoot, field, inheritedFrom ?? label, labels),
      };
    }),
    primaryKey: written.find(({ primaryKey }) => primaryKey)?.name ?? 'id',
    isUser: isModel(repository, importRoot, found, USER_BASE),
    at: { file: module.source.file, start: node.start, end: node.end },
  };
}
