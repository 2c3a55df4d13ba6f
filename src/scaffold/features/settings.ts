import { replaceSettingsModule } from '../../edits/python/settings-reference.ts';
import { applyEdits, type EditResult } from '../../edits/text-edit.ts';
import { replaceSettingsReference } from '../../edits/text-reference.ts';
import type { SettingsReference } from '../../project/repository.ts';
import { lineAndColumn } from '../../python/source-range.ts';
import { managesWithoutSettings } from '../../queries/settings/manage-settings.ts';
import { isEmptyModule, isNamedForDevelopment } from '../../queries/settings/production-module.ts';
import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';
import { addImports, insertBehindImports } from '../settings/imports.ts';
import { mendDottedPaths, moveReferences } from '../settings/moved-references.ts';
import { directImports, moveDownOneFolder } from '../settings/nest-settings-file.ts';
import { parseSettings } from '../settings/statement.ts';

const because = reasons('settings');

/**
 * One settings file becomes a package: the file moves to base.py, and each entry point names the
 * module that is meant for it.
 */
export const writeSettings: WriteEntry = (context) => {
  const { draft, layout, repository, render } = context;
  nameInManage(context);
  if (layout.mode !== 'split') {
    pointToProduction(context);
    mendDottedPaths(context);
    return;
  }
  const { sourcePath, packagePath } = layout;
  const base = `${packagePath}/base.py`;
  draft.move(
    sourcePath,
    base,
    because('shared by development and production (git keeps its history)'),
  );
  const moved = moveDownOneFolder(base, draft.text(base) ?? '');
  draft.write(
    base,
    moved.text,
    because('BASE_DIR: gains a parent, so that it is still the folder of manage.py'),
  );
  for (const { line, what } of moved.left) {
    draft.decline({
      entry: 'settings',
      path: base,
      because: `line ${line} ${what}, and the file is now one folder deeper`,
      next: `Check line ${line} of ${base}.`,
    });
  }
  for (const reference of context.djangoProject.references) redirect(context, reference);
  const from = moduleBefore(layout.productionModule);
  const found = moveReferences(context, from);
  // An app that was deployed may have the old name in a config var.
  const wasNamed = found.length > 0 || repository.procfile !== undefined;
  draft.write(
    `${packagePath}/__init__.py`,
    wasNamed ? render('project/package/settings/__init__.py', { production: 'heroku' }) : '',
    because(
      wasNamed
        ? 'makes the folder a package; the old name still works where something outside uses it'
        : 'makes the folder a package, and contains no settings',
    ),
  );
  for (const { path, line } of directImports(
    repository,
    moduleBefore(layout.productionModule),
    layout.sourcePath,
  )) {
    draft.decline({
      entry: 'settings',
      path,
      because: `line ${line} imports the old settings module, which is now an empty package`,
      next: 'Use `from django.conf import settings` instead.',
    });
  }
  if (repository.files.paths.some((path) => path.startsWith(`${packagePath}/`)))
    draft.note(`Check ${packagePath}/: it already existed next to ${sourcePath}.`);
};

function redirect({ draft, layout }: FeatureContext, reference: SettingsReference): void {
  const { file, start } = reference.at;
  const from = moduleBefore(layout.productionModule);
  const text = draft.text(file);
  if (reference.value !== from || text === undefined || file === layout.sourcePath) return;
  // A dyno's config var comes before what celery.py names, so that a developer's worker gets
  // development settings.
  const isForProduction = ['wsgi', 'asgi'].includes(reference.kind);
  const to = isForProduction ? layout.productionModule : layout.developmentModule;
  const isPython = file.endsWith('.py');
  const result: EditResult =
    reference.kind === 'other'
      ? {
          ok: false,
          because: `it is not clear whether ${from} is meant for development or for production there`,
        }
      : isPython
        ? replaceSettingsModule(parseSettings(file, text), from, to)
        : replaceSettingsReference(text, from, to);
  if (result.ok) {
    const reason = isForProduction
      ? 'uses the production settings by default'
      : 'uses the development settings by default';
    draft.write(file, applyEdits(text, result.edits), because(reason));
    return;
  }
  const { line } = lineAndColumn(text, start);
  const next = `Use ${layout.developmentModule} or ${layout.productionModule} in line ${line} of ${file}.`;
  draft.decline({ entry: 'settings', path: file, because: result.because, next });
}

/** Lets a manage.py that names no settings module name the one for development. */
function nameInManage({ draft, layout, repository, djangoProject }: FeatureContext): void {
  if (!managesWithoutSettings(repository)) return;
  const path = djangoProject.managePath;
  const statement = `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${layout.developmentModule}")`;
  const imported = addImports(path, draft.text(path) ?? '', ['import os']);
  if (imported.ok)
    draft.write(
      path,
      insertBehindImports(path, imported.text, statement),
      because('names the settings module, without which no command of the project is found'),
    );
  else
    draft.decline({
      entry: 'settings',
      path,
      because: imported.because,
      next: `Name the settings module in it: ${statement}`,
    });
}

/**
 * Lets wsgi.py and asgi.py name the module for production where they name one for development, and
 * every entry point where it names a module that sets nothing.
 */
function pointToProduction({ draft, layout, djangoProject }: FeatureContext): void {
  for (const { kind, value, at } of djangoProject.references) {
    const isServer = kind === 'wsgi' || kind === 'asgi';
    if (value === layout.productionModule || (!isServer && kind !== 'manage')) continue;
    const isEmpty = isEmptyModule(djangoProject, value);
    if (!isEmpty && !(isServer && layout.mode === 'module' && isNamedForDevelopment(value)))
      continue;
    const text = draft.text(at.file) ?? '';
    const to = isServer ? layout.productionModule : layout.developmentModule;
    const result = replaceSettingsModule(parseSettings(at.file, text), value, to);
    const reason = isEmpty ? `${value} sets nothing` : 'uses the production settings by default';
    if (result.ok) draft.write(at.file, applyEdits(text, result.edits), because(reason));
    else
      draft.decline({
        entry: 'settings',
        path: at.file,
        because: result.because,
        next: `Use ${to} in ${at.file}.`,
      });
  }
}

function moduleBefore(productionModule: string): string {
  return productionModule.replace(/\.heroku$/, '');
}
