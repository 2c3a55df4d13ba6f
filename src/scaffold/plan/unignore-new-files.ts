import ignore from 'ignore';
import { addIgnoreRules } from '../../edits/gitignore.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import type { Repository } from '../../project/repository.ts';
import type { Draft } from './draft.ts';
import type { Plan } from './plan.ts';

const PATH = '.gitignore';

/**
 * Takes the new files of a draft out of what git ignores: an ignored file would not be pushed, and
 * the next run would not see it. What a rule for a folder hides cannot be shown by a rule for the
 * file, and is left to the person.
 */
export function unignoreNewFiles(repository: Repository, draft: Draft): void {
  const hidden = draft
    .plan()
    .changes.filter(
      ({ kind, path }) => (kind === 'create' || kind === 'move') && isHidden(repository, path),
    );
  if (hidden.length === 0) return;
  const text = draft.text(PATH);
  const shown = addIgnoreRules(
    text,
    hidden.map(({ path }) => ({ pattern: `!/${path}`, because: 'Required in every push' })),
  );
  const after = shown.ok ? applyEdits(text ?? '', shown.edits) : (text ?? '');
  const rules = ignore().add(after);
  for (const { path, entry } of hidden) {
    if (!rules.ignores(path))
      draft.write(PATH, after, {
        entry,
        because: 'git ignored files that every push must contain',
      });
    else
      draft.decline({
        entry,
        path,
        because: 'git ignores a folder above it, so no push contains it',
        next: `Find the rule, and make an exception for this file: git check-ignore -v ${path}`,
      });
  }
}

/**
 * The plan without the new files that stand on this machine already, unseen because git ignored
 * them; each is left to the person.
 */
export function skipUntracked(
  repository: Repository,
  plan: Plan,
  standing: ReadonlySet<string>,
): Plan {
  const isKept = (path: string): boolean => standing.has(path) && isHidden(repository, path);
  const kept = plan.changes.filter(({ kind, path }) => kind === 'create' && isKept(path));
  return {
    ...plan,
    changes: plan.changes.filter((change) => !kept.includes(change)),
    declined: [
      ...plan.declined,
      ...kept.map(({ path, entry }) => ({
        entry,
        path,
        because:
          'it already exists, but git ignored it until now, so it was neither read nor changed',
        next: `Review it, commit it, then run: dynoready init --only ${entry}`,
      })),
    ],
  };
}

function isHidden({ git, files }: Repository, path: string): boolean {
  return git === undefined
    ? ignore()
        .add(files.text(PATH) ?? '')
        .ignores(path)
    : git.isIgnored(path);
}
