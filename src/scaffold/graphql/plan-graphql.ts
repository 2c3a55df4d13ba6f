import type { ReasonedChange } from '../../edits/change.ts';
import { addDependency, type EditableDependencyKind } from '../../edits/dependency.ts';
import { insertListItem } from '../../edits/python/list-items.ts';
import { addUrlPattern } from '../../edits/python/urls.ts';
import { requirementLines } from '../../edits/requirement-lines.ts';
import { applyEdits, type EditResult } from '../../edits/text-edit.ts';
import { compareCycles } from '../../facts/end-of-life.ts';
import { UsageError } from '../../facts/usage-error.ts';
import type { DjangoProject, Repository } from '../../project/repository.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import { parsePython } from '../../python/parse.ts';
import { djangoSeries } from '../packages/django-series.ts';
import type { RenderTemplate } from '../plan/templates.ts';

/** What a run would change, and what it leaves to the person. */
export interface GraphqlPlan {
  readonly changes: readonly ReasonedChange[];
  readonly declined: readonly {
    readonly path: string;
    readonly because: string;
    readonly next: string;
  }[];
}

/** A model to expose: its class, and the module it is imported from. */
interface ExposedModel {
  readonly module: string;
  readonly name: string;
  /** Name of the list in the API, such as `greetings`. */
  readonly field: string;
}

/**
 * The oldest Django and Python that strawberry-graphql-django 0.93 works with. Source: its metadata
 * and that of strawberry-graphql 0.341; read 2026-11-23.
 */
const OLDEST_DJANGO = '5.2';
const OLDEST_PYTHON = '3.11';

const APP = 'strawberry_django';

/**
 * The changes that give the project a guarded GraphQL API beside what it has: a schema, its URL,
 * the app, the requirement. `models` are given as `app.Model`; without one the API answers a status
 * only. Empty when it is all there. Throws UsageError, with the reason, for a project that cannot
 * have it.
 */
export function planGraphql(
  repository: Repository,
  models: readonly string[],
  render: RenderTemplate,
): GraphqlPlan {
  const { djangoProject } = repository;
  if (djangoProject?.package === undefined) {
    throw new UsageError('There is no Django project here to add an API to', {
      next: ['Go to the folder that holds manage.py.'],
    });
  }
  refuseUnfit(repository);
  const changes: ReasonedChange[] = [];
  const declined: { path: string; because: string; next: string }[] = [];
  const inDjangoProject = (path: string): string => `${folderPrefix(djangoProject.root)}${path}`;
  const edit = (
    path: string,
    result: (text: string) => EditResult,
    because: string,
    next: string,
  ): void => {
    const before = repository.files.text(path);
    if (before === undefined) {
      declined.push({ path, because: 'the file was not found', next });
      return;
    }
    const answer = result(before);
    if (!answer.ok) declined.push({ path, because: answer.because, next });
    else if (answer.edits.length > 0)
      changes.push({
        kind: 'edit',
        path,
        before,
        after: applyEdits(before, answer.edits),
        because,
      });
  };

  const schemaModule = `${djangoProject.package}.schema`;
  const schemaPath = inDjangoProject(`${schemaModule.replaceAll('.', '/')}.py`);
  const present = repository.files.text(schemaPath);
  if (present === undefined) {
    const after = render('graphql/package/schema.py', {
      models: models.map((name) => findModel(repository, djangoProject, name)),
    });
    changes.push({
      kind: 'create',
      path: schemaPath,
      after,
      because: 'the API, with limits on depth, aliases, directives and tokens',
    });
  } else if (!/^graphql_view\b/m.test(present)) {
    throw new UsageError(`${schemaPath} is there already and is not from this generator`, {
      next: ['Rename it and run the generator again.'],
    });
  }

  const urlsPath = inDjangoProject(`${urlsModule(djangoProject).replaceAll('.', '/')}.py`);
  const url = {
    route: 'graphql/',
    view: 'graphql_view',
    viewImport: { from: schemaModule, name: 'graphql_view' },
    name: 'graphql',
  };
  edit(
    urlsPath,
    (text) => inPython(urlsPath, text, (source) => addUrlPattern(source, url)),
    'the URL of the API',
    `Add to urlpatterns: path("graphql/", graphql_view), imported from ${schemaModule}`,
  );

  const settingsPath =
    settingsFile(djangoProject) ??
    inDjangoProject(`${djangoProject.package.replaceAll('.', '/')}/settings.py`);
  edit(
    settingsPath,
    (text) =>
      inPython(settingsPath, text, (source) =>
        insertListItem(source, 'INSTALLED_APPS', APP, {
          after: 'django.contrib.staticfiles',
          otherwise: 'last',
        }),
      ),
    'the library is a Django app',
    `Add "${APP}" to INSTALLED_APPS`,
  );

  const [wanted] = requirementLines(render('graphql/requirements.txt'));
  const requirement = `${wanted!.name}${wanted!.specifier}`;
  const { editable } = repository.dependencies;
  if (editable === undefined || !isEditable(editable.kind)) {
    declined.push({
      path: editable?.path ?? 'requirements.txt',
      because: 'there is no requirements file that is edited by hand',
      next: `Declare ${requirement}`,
    });
  } else {
    const { kind, path } = editable;
    edit(
      path,
      (text) =>
        addDependency(kind as EditableDependencyKind, text, {
          name: wanted!.name,
          specifier: wanted!.specifier,
        }),
      `${requirement} provides the API`,
      `Declare ${requirement}`,
    );
  }
  return { changes, declined };
}

function refuseUnfit(repository: Repository): void {
  const series = djangoSeries(repository);
  if (compareCycles(series, OLDEST_DJANGO) < 0) {
    throw new UsageError(`strawberry-graphql-django needs Django ${OLDEST_DJANGO} or newer`, {
      evidence: [`the project declares Django ${series}`],
      next: ['See in which order to raise it: dynoready keep-up'],
    });
  }
  for (const [name, { lines }] of repository.pythonVersion.files) {
    const python = /(\d+\.\d+)/.exec(lines[0]?.text ?? '')?.[1];
    if (python === undefined || compareCycles(python, OLDEST_PYTHON) >= 0) continue;
    throw new UsageError(`strawberry-graphql needs Python ${OLDEST_PYTHON} or newer`, {
      evidence: [`${name} says ${python}`],
      next: ['See in which order to raise it: dynoready keep-up'],
    });
  }
  if (
    repository.dependencies.declares('graphene-django') ||
    repository.dependencies.declares('graphene')
  ) {
    throw new UsageError('The project already has a GraphQL library', {
      evidence: ['graphene is declared'],
      next: [
        'The two cannot share one environment: pip then silently installs graphene 2. Move the schema first.',
      ],
    });
  }
}

/** The file where INSTALLED_APPS is written: the one that the production module takes it from. */
function settingsFile(djangoProject: DjangoProject): string | undefined {
  const apps = djangoProject.production?.get('INSTALLED_APPS');
  return (apps?.state === 'absent' ? undefined : apps?.at?.file) ?? djangoProject.production?.file;
}

function urlsModule(djangoProject: DjangoProject): string {
  const root = djangoProject.production?.get('ROOT_URLCONF');
  return root?.state === 'known' && typeof root.value === 'string'
    ? root.value
    : `${djangoProject.package}.urls`;
}

function inPython(
  path: string,
  text: string,
  edit: (source: Extract<ReturnType<typeof parsePython>, { ok: true }>['source']) => EditResult,
): EditResult {
  const parsed = parsePython(path, text);
  return parsed.ok
    ? edit(parsed.source)
    : { ok: false, because: `the file is not valid Python: ${parsed.error.message}` };
}

function isEditable(kind: string): kind is EditableDependencyKind {
  return ['requirements', 'pip-tools-input', 'pyproject', 'pipfile'].includes(kind);
}

function findModel(
  repository: Repository,
  djangoProject: DjangoProject,
  wanted: string,
): ExposedModel {
  const [label = '', name = ''] = wanted.split('.');
  const prefix = folderPrefix(djangoProject.root);
  const folder = djangoProject.appFolders.find((one) => one === label || one.endsWith(`/${label}`));
  const text =
    folder &&
    (repository.files.text(`${folder}/models.py`) ??
      repository.files.text(`${folder}/models/__init__.py`));
  if (
    folder === undefined ||
    text === undefined ||
    !new RegExp(`\\b${name}\\b`).test(text) ||
    !/^[A-Za-z_]\w*$/.test(name)
  ) {
    throw new UsageError(`There is no model '${wanted}'`, {
      evidence: [`apps with models: ${djangoProject.appFolders.join(', ') || 'none'}`],
      next: ['Name it as app.Model, such as: --models hello.Greeting'],
    });
  }
  const module = `${folder.slice(prefix.length).replaceAll('/', '.')}.models`;
  return { module, name, field: `${name[0]!.toLowerCase()}${name.slice(1)}s` };
}
