import { type Command, Option } from 'commander';
import { stateFolder } from '../../edits/state-folder.ts';
import { describeCancellation, isCancelled } from '../../machine/cancellation.ts';
import { packageVersion } from '../../machine/package-version.ts';
import { pageText } from '../../machine/page-text.ts';
import { ANSWER_FIELDS } from '../../scaffold/answers/answers.ts';
import { describeFlag, FLAGS, termOf } from '../../scaffold/answers/flags.ts';
import { type Question, ticked } from '../../scaffold/answers/questions.ts';
import { runGenerator } from '../../scaffold/flow/run-generator.ts';
import type { ScaffoldUi } from '../../scaffold/flow/scaffold-ui.ts';
import type { Terminal } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { projectFolder } from '../project-folder.ts';

export function declare(command: Command): Command {
  command.argument('[path]', 'folder of the project', '.');
  for (const flag of FLAGS) {
    const { name, kind, group } = flag;
    const option = new Option(
      name === 'yes' ? `-y, ${termOf(flag)}` : termOf(flag),
      describeFlag(flag),
    );
    command.addOption(option.helpGroup(`${group}:`));
    if (isAnswer(name, kind)) command.addOption(new Option(`--no-${name}`).hideHelp());
  }
  return command.addHelpText(
    'after',
    `
init asks what no flag answers, shows its plan, and writes all of it or nothing. Defaults come from the project; without a terminal they are used. Every switch can be turned off, such as --no-health.
A dry run prints its diff to standard output: dynoready init --dry-run | git apply --check`,
  );
}

/**
 * 0 when the plan was written, shown or empty. 130 when the person left, with a line that says
 * whether the plan was written.
 */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const root = projectFolder(terminal.cwd, operands[0] ?? '.');
  const ui: ScaffoldUi = {
    ask: terminal.interactive ? (question) => askInTerminal(question, terminal.signal) : undefined,
    say: terminal.err,
    print: terminal.out,
    ...(terminal.interactive
      ? {
          page: (text: string) => pageText(text, { env: terminal.env, rows: process.stderr.rows }),
        }
      : {}),
    style: { color: terminal.color, columns: terminal.columns },
    pythonLines: async () => {
      const { findInterpreters } = await import('../../machine/interpreters.ts');
      return [...new Set((await findInterpreters(terminal.env)).map(({ line }) => line))];
    },
    stateFolder: stateFolder(terminal.env),
    version: packageVersion(),
    env: terminal.env,
    signal: terminal.signal,
  };
  try {
    await runGenerator(root, options, ui);
    return EXIT.ok;
  } catch (error) {
    if (!isCancelled(error)) throw error;
    terminal.err(describeCancellation(error));
    return EXIT.interrupted;
  }
}

/** True for a switch that is a question too, so that it can be answered either way. */
function isAnswer(name: string, kind: string): boolean {
  return kind === 'switch' && ANSWER_FIELDS.some(({ flag }) => flag === name);
}

/** Loaded only here: without a question there is no need of it. */
async function askInTerminal(
  { kind, message, choices, default: initial }: Question,
  signal: AbortSignal,
): Promise<unknown> {
  const { checkbox, confirm, input, select } = await import('../prompts.ts');
  // The questions stand where the plan stands, so that standard output stays free for the diff.
  const context = { signal, output: process.stderr };
  if (kind === 'switch') return confirm({ message, default: Boolean(initial) }, context);
  if (kind === 'choices')
    return checkbox({ message, choices: ticked(choices ?? [], initial), pageSize: 12 }, context);
  if (choices !== undefined) return select({ message, choices, default: String(initial) }, context);
  return input({ message, default: String(initial) }, context);
}
