import { reasons, type WriteEntry } from '../entry.ts';

const because = reasons('ci');
const PATH = '.github/workflows/dynoready.yml';

/** A workflow that checks each push without running it, and rehearses the deploy. Another workflow that runs dynoready stays alone. */
export const writeCi: WriteEntry = ({ answers, project, draft, render }) => {
  if (answers.ci !== 'github') return;
  const isThere = project.files.paths.some((path) => isWorkflow(path) && /\bdynoready\b/.test(project.files.text(path) ?? ''));
  if (isThere || draft.text(PATH) !== undefined) return;
  draft.write(
    PATH,
    render('project/_github/workflows/dynoready.yml', { pythonVersion: answers.pythonVersion }),
    because('what would break the deploy is said on the pull request'),
  );
};

function isWorkflow(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}
