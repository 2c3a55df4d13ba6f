import { fixProject } from '../check/apply-fixes.ts';
import { type Judgement, judgeProject } from '../check/judge.ts';
import { stateFolder } from '../edits/state-folder.ts';
import { renderUnifiedDiff } from '../edits/unified-diff.ts';
import { writeChanges } from '../edits/write.ts';
import { assembleRepository, type ProjectOptions } from '../project/assemble.ts';
import type { Repository } from '../project/repository.ts';
import type { FileTree } from '../python/file-tree.ts';
import type { RuleChoice } from './check-project.ts';
import type { Terminal } from './command.ts';
import { counted, shownPath } from './report/finding-report.ts';

/**
 * Fixes what can be fixed in one project and gives what is left, judged. With `diff` the changes
 * are shown and nothing is written. What was done, why some of it was not, and how to take it back
 * goes to standard error.
 */
export async function fixRepository(
  terminal: Terminal,
  root: string,
  repository: Repository,
  rules: RuleChoice,
  options: { readonly fixUnsafe?: true; readonly diff?: true },
): Promise<{ readonly repository: Repository; readonly judgement: Judgement }> {
  let judgement: Judgement = { findings: [], suppressions: [] };
  const outcome = fixProject(repository, rules.ran, {
    unsafe: options.fixUnsafe === true,
    reread: (files) => rereadSite(repository, files),
    judge: (current, found) => {
      judgement = judgeProject(current, found, rules.ran, rules.all);
      return judgement.findings;
    },
  });
  if (options.diff) {
    for (const { path, before, after } of outcome.files) {
      terminal.out(
        await renderUnifiedDiff(shownPath(root, path), before, after, { color: terminal.color }),
      );
    }
  } else if (outcome.files.length > 0) {
    const changes = outcome.files.map((file) => ({ kind: 'edit' as const, ...file }));
    writeChanges(repository.root, changes, {
      encodingOf: (path) => repository.files.encoding(path),
      stateFolder: stateFolder(terminal.env),
    });
  }
  const verb = options.diff ? 'Would fix' : 'Fixed';
  for (const { rule, fix, file } of outcome.applied)
    terminal.err(
      `${verb} ${rule}${file === undefined ? '' : ` in ${shownPath(root, file)}`}: ${fix?.title ?? ''}\n`,
    );
  for (const { finding, because } of outcome.declined)
    terminal.err(`Left ${finding.rule}: ${because}\n`);
  if (outcome.applied.length === 0)
    terminal.err(
      `No automatic fix applies${outcome.left.length === 0 ? '' : `; ${counted(outcome.left.length, 'finding')} left`}.\n`,
    );
  else if (!options.diff)
    terminal.err(`This takes it back: dynoready init --undo${root === '.' ? '' : ` ${root}`}\n`);
  return { repository: outcome.repository, judgement };
}

/** The project made anew from changed files, with the same site in question and what git knew. */
function rereadSite(repository: Repository, files: FileTree): Repository {
  const chosen: ProjectOptions =
    repository.djangoProject === undefined ? {} : { project: repository.djangoProject.managePath };
  return assembleRepository(repository.root, files, {
    ...chosen,
    git: () => repository.git,
  });
}
