import type { ReasonedChange } from '../../edits/change.ts';
import { addDependency, isEditableKind } from '../../edits/dependency.ts';
import { insertListItem } from '../../edits/python/list-items.ts';
import { addUrlPattern } from '../../edits/python/urls.ts';
import { requirementLines } from '../../edits/requirement-lines.ts';
import { applyEdits, type EditResult } from '../../edits/text-edit.ts';
import { UsageError } from '../../facts/usage-error.ts';
import type { DjangoProject, Repository } from '../../project/repository.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import { type PySource, parsePython } from '../../python/parse.ts';
import { projectModels } from '../../queries/models/project-models.ts';
import type { RenderTemplate } from '../plan/templates.ts';
import { moduleAlias } from './api-fields.ts';
import { type ApiChoice, type ApiType, planApiTypes } from './api-types.ts';
import { extendSchema, modelsInSchema } from './extend-schema.ts';
import { refuseUnfit } from './fit-for-graphql.ts';
import { type ApiAuth, renderSchema } from './render-schema.ts';

/** What a run would change, and what it leaves to the person. */
export interface GraphqlPlan {
  readonly changes: readonly ReasonedChange[];
  readonly declined: readonly {
    readonly path: string;
    readonly because: string;
    readonly next: string;
  }[];
  readonly types: readonly ApiType[];
  /** The dotted module of the schema, such as `shop.schema`. */
  readonly schemaModule: string;
}

/** What a person chose for the API. */
export interface GraphqlChoice extends ApiChoice {
  readonly auth: ApiAuth;
}

const APP = 'strawberry_django';

/**
 * The changes that give the project a guarded GraphQL API beside what it has: a schema with its
 * limits, view and tests, its URLs, the app, the requirement. Without a model the API answers a
 * status only. A second run extends the schema. Empty when it is all there. Throws UsageError, with
 * the reason, for a project that cannot have it.
 */
export function planGraphql(
  repository: Repository,
  choice: GraphqlChoice,
  render: RenderTemplate,
): GraphqlPlan {
  const { djangoProject } = repository;
  if (djangoProject?.package === undefined) {
    throw new UsageError('There is no Django project here to add an API to', {
      next: ['Go to the folder that holds manage.py.'],
    });
  }
  refuseUnfit(repository);
  const draft = draftOf(repository);
  const sitePackage = djangoProject.package;
  const folder = `${folderPrefix(djangoProject.root)}${sitePackage.replaceAll('.', '/')}/`;
  const types = planSchema(repository, choice, `${folder}schema.py`, sitePackage, render, draft);
  planModules(folder, { types, sitePackage, auth: choice.auth }, render, draft);
  planUrls(djangoProject, sitePackage, draft);
  draft.edit(
    settingsFile(djangoProject) ?? `${folder}settings.py`,
    (source) =>
      insertListItem(source, 'INSTALLED_APPS', APP, {
        after: 'django.contrib.staticfiles',
        otherwise: 'last',
      }),
    'the library is a Django app',
    `Add "${APP}" to INSTALLED_APPS`,
  );
  planRequirement(repository, render, draft);
  const { changes, declined } = draft;
  return { changes, declined, types, schemaModule: `${sitePackage}.schema` };
}

interface Draft {
  readonly changes: ReasonedChange[];
  readonly declined: { path: string; because: string; next: string }[];
  readonly text: (path: string) => string | undefined;
  readonly edit: (
    path: string,
    result: (source: PySource) => EditResult,
    because: string,
    next: string,
  ) => void;
  readonly editText: (
    path: string,
    result: (text: string) => EditResult,
    because: string,
    next: string,
  ) => void;
}

function draftOf({ files }: Repository): Draft {
  const changes: ReasonedChange[] = [];
  const declined: { path: string; because: string; next: string }[] = [];
  const editText: Draft['editText'] = (path, result, because, next) => {
    const before = files.text(path);
    if (before === undefined) {
      declined.push({ path, because: 'the file was not found', next });
      return;
    }
    const answer = result(before);
    if (!answer.ok) {
      declined.push({ path, because: answer.because, next });
      return;
    }
    const after = applyEdits(before, answer.edits);
    if (after !== before) changes.push({ kind: 'edit', path, before, after, because });
  };
  return {
    changes,
    declined,
    text: (path) => files.text(path),
    editText,
    edit: (path, result, because, next) =>
      editText(path, (text) => inPython(path, text, result), because, next),
  };
}

function planSchema(
  repository: Repository,
  choice: GraphqlChoice,
  path: string,
  sitePackage: string,
  render: RenderTemplate,
  draft: Draft,
): readonly ApiType[] {
  const all = projectModels(repository);
  const present = draft.text(path);
  if (present === undefined) {
    const types = planApiTypes(all, choice);
    const after = renderSchema(sitePackage, types, choice.auth, render);
    draft.changes.push({ kind: 'create', path, after, because: 'the types and lists of the API' });
    return types;
  }
  if (!/^graphql_view\b/m.test(present)) {
    throw new UsageError(`${path} is there already and is not from this generator`, {
      next: ['Rename it and run the generator again.'],
    });
  }
  const parsed = parsePython(path, present);
  const shown = parsed.ok ? modelsInSchema(parsed.source) : [];
  const kept = all.filter(({ importFrom, name }) =>
    shown.includes(`${moduleAlias(importFrom)}.${name}`),
  );
  const types = planApiTypes(all, {
    ...choice,
    models: [...kept.map(({ label }) => label), ...choice.models],
  });
  draft.edit(
    path,
    // New lists ask for a login wherever the others do.
    (source) =>
      extendSchema(source, types, /^class IsSignedIn\b/m.test(present) ? 'session' : choice.auth),
    'the models and fields that are new',
    'Add the new types by hand, or delete the file and run the generator again',
  );
  return types;
}

/** The modules that the person need not touch: they are written once and left alone. */
function planModules(
  folder: string,
  data: {
    readonly types: readonly ApiType[];
    readonly sitePackage: string;
    readonly auth: ApiAuth;
  },
  render: RenderTemplate,
  draft: Draft,
): void {
  const files = [
    ['graphql_limits.py', 'limits on rows, depth, aliases, directives and tokens'],
    ['graphql_view.py', 'what a request may look like'],
    ['test_graphql.py', 'tests of the API and of its limits'],
  ] as const;
  for (const [name, because] of files) {
    if (draft.text(`${folder}${name}`) !== undefined) continue;
    const after = render(`graphql/package/${name}`, {
      ...data,
      types: data.types.map(({ list }) => ({ camelList: camelCase(list) })),
    });
    draft.changes.push({ kind: 'create', path: `${folder}${name}`, after, because });
  }
}

/** A name as strawberry writes it in the schema. */
function camelCase(snake: string): string {
  return snake.replace(/_+([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}

/** Both spellings of the URL: a POST to one that redirects would lose its body. */
function planUrls(djangoProject: DjangoProject, sitePackage: string, draft: Draft): void {
  const path = `${folderPrefix(djangoProject.root)}${urlsModule(djangoProject, sitePackage).replaceAll('.', '/')}.py`;
  const viewImport = { from: `${sitePackage}.schema`, name: 'graphql_view' };
  draft.edit(
    path,
    (source) => {
      const bare = addUrlPattern(source, { route: 'graphql', view: 'graphql_view', viewImport });
      if (!bare.ok) return bare;
      const text = applyEdits(source.text, bare.edits);
      const both = inPython(path, text, (one) =>
        addUrlPattern(one, {
          route: 'graphql/',
          view: 'graphql_view',
          viewImport,
          name: 'graphql',
        }),
      );
      if (!both.ok) return both;
      const after = applyEdits(text, both.edits);
      return after === source.text
        ? { ok: true, edits: [] }
        : { ok: true, edits: [{ start: 0, end: source.text.length, text: after }] };
    },
    'the URL of the API',
    `Add to urlpatterns: path("graphql/", graphql_view), imported from ${sitePackage}.schema`,
  );
}

function planRequirement(repository: Repository, render: RenderTemplate, draft: Draft): void {
  const [wanted] = requirementLines(render('graphql/requirements.txt'));
  const { name, specifier } = wanted!;
  const requirement = `${name}${specifier}`;
  const { editable } = repository.dependencies;
  if (editable === undefined || !isEditableKind(editable.kind)) {
    draft.declined.push({
      path: editable?.path ?? 'requirements.txt',
      because: 'there is no requirements file that is edited by hand',
      next: `Declare ${requirement}`,
    });
    return;
  }
  const { kind, path } = editable;
  draft.editText(
    path,
    (text) => addDependency(kind, text, { name, specifier }),
    `${requirement} provides the API`,
    `Declare ${requirement}`,
  );
}

/** The file where INSTALLED_APPS is written: the one that the production module takes it from. */
function settingsFile(djangoProject: DjangoProject): string | undefined {
  const apps = djangoProject.production?.get('INSTALLED_APPS');
  return (apps?.state === 'absent' ? undefined : apps?.at?.file) ?? djangoProject.production?.file;
}

function urlsModule(djangoProject: DjangoProject, sitePackage: string): string {
  const root = djangoProject.production?.get('ROOT_URLCONF');
  return root?.state === 'known' && typeof root.value === 'string'
    ? root.value
    : `${sitePackage}.urls`;
}

function inPython(path: string, text: string, edit: (source: PySource) => EditResult): EditResult {
  const parsed = parsePython(path, text);
  return parsed.ok
    ? edit(parsed.source)
    : { ok: false, because: `the file is not valid Python: ${parsed.error.message}` };
}
