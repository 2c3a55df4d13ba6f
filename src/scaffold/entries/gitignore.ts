import { posix } from 'node:path';
import { addIgnoreRules, type IgnoreRule } from '../../edits/gitignore.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { type EntryContext, reasons, type WriteEntry } from '../entry.ts';

const because = reasons('gitignore');
const PATH = '.gitignore';

/** Ignores what each machine makes for itself, and names the commands that untrack what git holds already. */
export const writeGitignore: WriteEntry = (context) => {
  const { draft, render, project } = context;
  const rules = [...rulesIn(render('project/_gitignore')), ...staticRootRule(context)];
  const text = draft.text(PATH);
  const added = addIgnoreRules(text, rules);
  if (added.ok)
    draft.write(PATH, applyEdits(text ?? '', added.edits), because('the push is the build input, and it should hold source only'));
  const artefacts = [...(project.git?.tracked ?? [])].filter(isArtefact).sort();
  for (const path of artefacts.slice(0, 10)) draft.note(`git rm --cached ${path}`);
  if (artefacts.length > 10) draft.note(`git rm --cached …    (${artefacts.length - 10} more files that only this machine needs)`);
};

/** The rules of the template; a comment is the reason of the rules below it. */
function rulesIn(template: string): IgnoreRule[] {
  let reason: string | undefined;
  return template.split('\n').flatMap((line) => {
    if (line.startsWith('#')) reason = line.slice(1).trim();
    return line === '' || line.startsWith('#') ? [] : [{ pattern: line, ...(reason === undefined ? {} : { because: reason }) }];
  });
}

function staticRootRule({ settings, site }: EntryContext): IgnoreRule[] {
  const root = settings.get('STATIC_ROOT');
  const set = root.state === 'known' && typeof root.value === 'string' ? posix.normalize(root.value) : '';
  const inside = /^<root>\/(.+?)\/?$/.exec(set)?.[1];
  const folder = inside ?? (root.state === 'absent' ? `${site.root === '' ? '' : `${site.root}/`}staticfiles` : undefined);
  return folder === undefined ? [] : [{ pattern: `/${folder}/`, because: 'Collected by each build' }];
}

function isArtefact(path: string): boolean {
  return /(^|\/)(__pycache__\/|\.env$|\.venv\/|venv\/)|\.(pyc|pyo|sqlite3)$/.test(path);
}
