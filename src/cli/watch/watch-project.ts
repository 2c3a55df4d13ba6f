import { renderUsageError, UsageError } from '../../facts/usage-error.ts';
import { assembleRepository } from '../../project/assemble.ts';
import { readGitState } from '../../project/git/read-state.ts';
import { readBaseline } from '../baseline-file.ts';
import { checkProject, isDjango, type RuleChoice, reportOf } from '../check-project.ts';
import type { Terminal } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { projectFolder } from '../project-folder.ts';
import { type Format, renderFindings } from '../report/render-findings.ts';
import { type KeptFiles, keepFiles } from './kept-files.ts';
import { watchFolders } from './watch-folders.ts';

export interface WatchOptions {
  readonly format: Format;
  readonly project?: string;
  readonly baseline?: string | false;
}

/** Cursor home, the screen and what scrolled off it cleared. */
const CLEAR = '\x1b[H\x1b[2J\x1b[3J';

/**
 * Prints the findings of a project, and again whenever a file changes, until the signal; then 130.
 * A terminal is cleared first; elsewhere one report follows the other. Wrong use that a change
 * brings (a configuration half written, say) is shown and does not end it.
 */
export async function watchProject(
  terminal: Terminal,
  operand: string,
  rules: RuleChoice,
  options: WatchOptions,
): Promise<number> {
  const folder = projectFolder(terminal.cwd, operand);
  const files = keepFiles(folder);
  const render = (): Promise<string> =>
    renderOnce(terminal, { operand, folder, files, rules }, options);
  const show = async (because: string): Promise<void> => {
    const started = performance.now();
    let text: string;
    try {
      text = await render();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      text = renderUsageError(error);
    }
    const tookMs = Math.ceil(performance.now() - started);
    // Editors that read the output take the first line of a report as the end of the one before.
    if (terminal.interactive) terminal.out(CLEAR);
    terminal.err('Checking…\n');
    terminal.out(text);
    terminal.err(`${because} in ${tookMs} ms; waiting for changes (Ctrl-C ends).\n`);
  };

  let fail: (error: unknown) => void = () => {};
  const ended = new Promise<number>((resolve, reject) => {
    fail = reject;
    terminal.signal.addEventListener('abort', () => resolve(EXIT.interrupted), { once: true });
  });
  let turn = Promise.resolve();
  const watching = watchFolders(folder, (paths) => {
    turn = turn
      .then(async () => {
        if (terminal.signal.aborted || !files.note(paths)) return;
        watching.cover(files.tree().paths);
        await show(`Checked again after ${[...paths].sort().slice(0, 3).join(', ')}`);
      })
      .catch((error: unknown) => fail(error));
  });
  try {
    watching.cover(files.tree().paths);
    await show('Checked');
    if (terminal.signal.aborted) return EXIT.interrupted;
    return await ended;
  } finally {
    watching.close();
    await turn;
  }
}

async function renderOnce(
  terminal: Terminal,
  watched: {
    readonly operand: string;
    readonly folder: string;
    readonly files: KeptFiles;
    readonly rules: RuleChoice;
  },
  options: WatchOptions,
): Promise<string> {
  const { operand, folder, files, rules } = watched;
  const repository = assembleRepository(folder, files.tree(), { git: () => readGitState(folder) });
  if (!isDjango(repository)) return `${operand}: no Django project (no manage.py) yet.\n`;
  const baseline =
    options.baseline === false
      ? undefined
      : await readBaseline(terminal.cwd, folder, options.baseline);
  const report = await reportOf(
    operand,
    repository,
    checkProject(repository, options.project, rules),
    baseline,
    rules.ran,
  );
  return renderFindings([report], rules.ran, options.format, terminal);
}
