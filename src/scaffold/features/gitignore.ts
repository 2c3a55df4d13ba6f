import { posix } from 'node:path';
import { addIgnoreRules, type IgnoreRule } from '../../edits/gitignore.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import { type FeatureContext, reasons, type WriteEntry } from '../plan/feature.ts';

const because = reasons('gitignore');
const PATH = '.gitignore';
/** Most commands that are named. */
const NAMED = 10;

/**
 * Ignores what each machine makes for itself, and names the commands that untrack what git holds
 * already.
 */
export const writeGitignore: WriteEntry = (context) => {
  const { draft, render, repository } = context;
  const collected = collectedFolder(context);
  const ruleOfCollected =
    collected === undefined
      ? []
      : [{ pattern: `/${collected}/`, because: 'Written by collectstatic in each build' }];
  const rules = [...rulesIn(render('project/_gitignore')), ...ruleOfCollected];
  const text = draft.text(PATH);
  const added = addIgnoreRules(text, rules);
  if (added.ok)
    draft.write(
      PATH,
      applyEdits(text ?? '', added.edits),
      because('Heroku builds what is pushed, which should be source files only'),
    );
  const artefacts = [...(repository.git?.tracked ?? [])]
    .sort()
    .flatMap((path) => artefactOf(path, collected) ?? []);
  const named = [...new Set(artefacts)];
  for (const path of named.slice(0, NAMED))
    draft.note(`git rm ${path.endsWith('/') ? '-r ' : ''}--cached ${path.replace(/\/$/, '')}`);
  if (named.length > NAMED)
    draft.note(
      `git rm -r --cached …    (${named.length - NAMED} more paths that only this machine needs)`,
    );
};

/** The rules of the template; a comment is the reason of the rules below it. */
function rulesIn(template: string): IgnoreRule[] {
  let reason: string | undefined;
  return template.split('\n').flatMap((line) => {
    if (line.startsWith('#')) reason = line.slice(1).trim();
    return line === '' || line.startsWith('#')
      ? []
      : [{ pattern: line, ...(reason === undefined ? {} : { because: reason }) }];
  });
}

/**
 * The folder that collectstatic writes to, below the root and without a slash at its end; undefined
 * when it lies elsewhere.
 */
function collectedFolder({ settings, djangoProject }: FeatureContext): string | undefined {
  const root = settings.get('STATIC_ROOT');
  const set =
    root.state === 'known' && typeof root.value === 'string' ? posix.normalize(root.value) : '';
  const inside = /^<root>\/(.+?)\/?$/.exec(set)?.[1];
  return (
    inside ??
    (root.state === 'absent' ? `${folderPrefix(djangoProject.root)}staticfiles` : undefined)
  );
}

/**
 * What of a tracked file only this machine needs: the file, or the whole folder, with a slash, that
 * it lies in.
 */
function artefactOf(path: string, collected: string | undefined): string | undefined {
  // A folder of that name may hold sources as well.
  if (
    collected !== undefined &&
    path.startsWith(`${collected}/`) &&
    !/(^|\/)(static|assets)$/.test(collected)
  )
    return `${collected}/`;
  const folder = /^((?:[^/]+\/)*?(?:__pycache__|\.venv|venv)\/)/.exec(path)?.[1];
  return folder ?? (/(^|\/)\.env$|\.(pyc|pyo|sqlite3)$/.test(path) ? path : undefined);
}
