import { replaceSettingsModule } from '../../edits/python/settings-reference.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { parseFile } from '../../python/parse-file.ts';
import { definesName } from '../../queries/apps/python-source.ts';
import { type FeatureContext, moduleOf, reasons } from '../plan/feature.ts';
import { parseSettings } from './statement.ts';

const because = reasons('settings');

/** Files that tools read, in which the name of a settings module can only be meant as one. */
const OF_TOOLS =
  /(^|\/)(Dockerfile[\w.-]*|[\w.-]+\.Dockerfile|(docker-)?compose[\w.-]*\.ya?ml|[Mm]akefile|[Jj]ustfile|Taskfile\.ya?ml|tox\.ini|pytest\.(ini|toml)|setup\.cfg|pyproject\.toml|\.?mypy\.ini|\.coveragerc|\.pylintrc|\.env[\w.-]*|\.envrc|\.pre-commit-config\.yaml|\.travis\.yml|\.gitlab-ci\.yml|azure-pipelines\.yml|bitbucket-pipelines\.yml|Jenkinsfile|Procfile[\w.-]*|heroku\.yml|render\.yaml|fly\.toml|launch\.json)$|\.(sh|bash|zsh|fish|bat|ps1)$|(^|\/)(\.github\/workflows|\.circleci|\.githooks|\.husky|bin)\/[^/]+$/;
const DOCS = /\.(md|rst|txt|adoc)$/i;
const DESIGNATION = /DJANGO_SETTINGS_MODULE|--settings\b|--ds\b/;

/** Files and commands of production rather than of a developer. */
const FOR_PRODUCTION =
  /(^|\/)(Procfile|heroku\.yml|render\.yaml|fly\.toml)$|[-_.](prod|production|heroku|live|deploy)\b/;
const SERVES = /\b(gunicorn|uvicorn|daphne|hypercorn|collectstatic)\b/;

const NEW_NAME = 'names the settings as they are called now';

/** Most files that a note names. */
const NAMED = 6;

/**
 * Lets everything that named the one settings file name the package that it becomes: tool
 * configuration, CI, images, scripts and docs, and dotted paths of what the file defines. Gives
 * the paths in which it found the old name.
 */
export function moveReferences(context: FeatureContext, from: string): readonly string[] {
  const { repository, layout, draft } = context;
  const entryPoints = new Set(context.djangoProject.references.map(({ at }) => at.file));
  const found: string[] = [];
  const mentioned: string[] = [];
  const base = `${layout.packagePath}/base.py`;
  const own = draft.text(base) ?? '';
  draft.write(base, inPython(context, from, base, own, true), because(NEW_NAME));
  for (const path of repository.files.paths) {
    const text = draft.text(path);
    if (
      text === undefined ||
      path === layout.sourcePath ||
      path.startsWith(`${layout.packagePath}/`)
    )
      continue;
    if (!text.includes(from) && !text.includes(layout.sourcePath.split('/').slice(-2).join('/')))
      continue;
    const after = path.endsWith('.py')
      ? inPython(context, from, path, text, entryPoints.has(path))
      : OF_TOOLS.test(path)
        ? inToolFile(context, from, path, text)
        : DOCS.test(path)
          ? inDocs(context, from, text)
          : text;
    if (after !== text) {
      found.push(path);
      draft.write(path, after, because(NEW_NAME));
    }
    if (DOCS.test(path) && text.includes(layout.sourcePath)) mentioned.push(path);
  }
  if (mentioned.length > 0)
    draft.note(
      `Update what mentions ${layout.sourcePath}, now ${layout.packagePath}/base.py: ${mentioned.slice(0, NAMED).join(', ')}${mentioned.length > NAMED ? ' …' : ''}`,
    );
  return found;
}

/**
 * Dotted paths in the settings and in code that name what a file of the settings package defines,
 * by the package alone, which holds nothing: each gets the name of that file.
 */
export function mendDottedPaths(context: FeatureContext): void {
  const { layout, draft, repository, djangoProject, settings } = context;
  if (layout.mode === 'split') return;
  const parent = `${layout.packagePath}/__init__.py`;
  const own = draft.text(parent);
  if (own === undefined || settings.file === parent) return;
  const package_ = moduleOf(djangoProject, parent);
  const isThere = (name: string): boolean =>
    definesName(parseSettings(parent, own), name) !== false ||
    repository.files.paths.some((path) => path.startsWith(`${layout.packagePath}/${name}`));
  for (const path of repository.files.paths.filter((one) => one.endsWith('.py'))) {
    const text = draft.text(path) ?? '';
    if (!text.includes(`${package_}.`)) continue;
    const after = renamePaths(text, package_, (name) =>
      isThere(name) ? undefined : definer(context, name),
    );
    if (after !== text)
      draft.write(path, after, because('names code by the file of the settings that defines it'));
  }
}

/** The module of the settings package that alone defines a name; undefined for none or several. */
function definer(
  { repository, layout, djangoProject }: FeatureContext,
  name: string,
): string | undefined {
  const found = repository.files.paths.filter((path) => {
    if (!path.startsWith(`${layout.packagePath}/`) || !path.endsWith('.py')) return false;
    const parsed = parseFile(repository.files, path);
    return parsed?.ok === true && definesName(parsed.source, name) === true;
  });
  return found.length === 1 ? moduleOf(djangoProject, found[0]!) : undefined;
}

function renamePaths(
  text: string,
  module: string,
  target: (name: string) => string | undefined,
): string {
  return text.replace(
    new RegExp(`(["'])${literal(module)}\\.([A-Za-z_]\\w*)\\1`, 'g'),
    (whole, quote: string, name: string) => {
      const to = target(name);
      return to === undefined ? whole : `${quote}${to}.${name}${quote}`;
    },
  );
}

function inPython(
  { layout, draft }: FeatureContext,
  from: string,
  path: string,
  text: string,
  isEntryPoint: boolean,
): string {
  const base = `${layout.packagePath}/base.py`;
  const source = parseSettings(base, draft.text(base) ?? '');
  const renamed = renamePaths(text, from, (name) =>
    definesName(source, name) === true ? `${from}.base` : undefined,
  );
  if (isEntryPoint || !renamed.includes('DJANGO_SETTINGS_MODULE')) return renamed;
  const parsed = parseSettings(path, renamed);
  const result = replaceSettingsModule(parsed, from, layout.developmentModule);
  return result.ok ? applyEdits(renamed, result.edits) : renamed;
}

function inToolFile({ layout }: FeatureContext, from: string, path: string, text: string): string {
  const isImage = /Dockerfile|\.(sh|bash)$/.test(path) && SERVES.test(text);
  const to =
    FOR_PRODUCTION.test(path) || isImage ? layout.productionModule : layout.developmentModule;
  return renamePath(text.replace(token(from), to), layout);
}

/** Only lines that designate settings: what happened once is not written anew. */
function inDocs({ layout }: FeatureContext, from: string, text: string): string {
  return text.replace(/^.*$/gm, (line) =>
    DESIGNATION.test(line) ? line.replace(token(from), layout.developmentModule) : line,
  );
}

/** The path of the settings file, from the root or from the folder of manage.py. */
function renamePath(text: string, { sourcePath, packagePath }: FeatureContext['layout']): string {
  const tail = sourcePath.split('/').slice(-2).join('/');
  const to = `${packagePath.split('/').slice(-2).join('/')}/base.py`;
  return text.replace(new RegExp(`(?<![\\w-])${literal(tail)}(?!\\w)`, 'g'), to);
}

/** The module itself, not one below it. */
function token(module: string): RegExp {
  return new RegExp(`(?<![\\w./-])${literal(module)}(?![\\w/-]|\\.\\w)`, 'g');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
