import { addPreCommitHook } from '../../edits/pre-commit.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { reasons, type WriteEntry } from '../plan/feature.ts';

const because = reasons('pre-commit');
const PATH = '.pre-commit-config.yaml';

/** A hook that checks before each commit. Hooks that are there stay. */
export const writePreCommit: WriteEntry = ({ answers, draft, render }) => {
  if (!answers.preCommit) return;
  const template = render('project/_pre-commit-config.yaml');
  const text = draft.text(PATH);
  const reason = because('catches what would break the deploy before it is committed');
  if (text === undefined) {
    draft.write(PATH, template, reason);
    draft.note('pre-commit install    (once in each clone)');
    return;
  }
  const added = addPreCommitHook(text, template.slice(template.indexOf('  - repo:')));
  if (added.ok) draft.write(PATH, applyEdits(text, added.edits), reason);
  else
    draft.decline({
      entry: 'pre-commit',
      path: PATH,
      because: added.because,
      next: `Add to its repos:\n${template.trimEnd()}`,
    });
};
