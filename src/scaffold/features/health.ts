import { addUrlPattern } from '../../edits/python/urls.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import { reasons, type WriteEntry } from '../plan/feature.ts';
import { parseSettings } from '../settings/statement.ts';

const because = reasons('health');

/** A page that says that the app answers, where it was asked for. */
export const writeHealth: WriteEntry = ({ draft, answers, djangoProject, settings, render }) => {
  if (!answers.health) return;
  const root = settings.get('ROOT_URLCONF');
  const urlsModule =
    root.state === 'known' && typeof root.value === 'string'
      ? root.value
      : `${djangoProject.package}.urls`;
  const folder = folderPrefix(djangoProject.root);
  const urlsPath = `${folder}${urlsModule.replaceAll('.', '/')}.py`;
  const viewModule = urlsModule.replace(/[^.]+$/, 'health');
  const viewPath = `${folder}${viewModule.replaceAll('.', '/')}.py`;
  if (draft.text(viewPath) !== undefined) return;
  const text = draft.text(urlsPath);
  const next = `Add path("health/", health) to ${urlsPath}, with a view that returns 200.`;
  if (text === undefined) {
    draft.decline({
      entry: 'health',
      path: urlsPath,
      because: 'the root URLconf was not found',
      next,
    });
    return;
  }
  const added = addUrlPattern(parseSettings(urlsPath, text), {
    route: 'health/',
    view: 'health',
    viewImport: { from: viewModule, name: 'health' },
    name: 'health',
  });
  if (!added.ok) {
    draft.decline({ entry: 'health', path: urlsPath, because: added.because, next });
    return;
  }
  draft.write(
    viewPath,
    render('project/package/health.py'),
    because('a monitor needs a page that shows whether the app is up'),
  );
  draft.write(
    urlsPath,
    applyEdits(text, added.edits),
    because('a monitor needs a page that shows whether the app is up'),
  );
};
