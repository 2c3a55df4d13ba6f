import { Command, CommanderError } from 'commander';
import { renderUsageError, UsageError } from '../facts/usage-error.ts';
import { packageVersion } from '../machine/package-version.ts';
import type { CommandModule, Terminal } from './command.ts';
import { COMMANDS } from './commands.ts';
import { declareCommonOptions, runWithCommonOptions } from './common-options.ts';
import { EXIT } from './exit-codes.ts';
import { styleHelp } from './help-style.ts';
import { askForNewerVersion } from './newer-version.ts';
import { startFacts } from './start-facts.ts';

/**
 * Runs one command line (without node and script) and returns its exit code: 0, 1 (findings or a
 * failed outcome), 2 (wrong use), 130 (interrupted). Anything else that goes wrong is our own fault
 * and is thrown.
 */
export async function runCommandLine(
  words: readonly string[],
  terminal: Terminal,
): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = new Command('dynoready')
    .description(
      'Takes a Django project to production on Heroku, and proves it here before the first push.',
    )
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(true)
    .showHelpAfterError('(--help lists the options)')
    .showSuggestionAfterError(true)
    .exitOverride();
  styleHelp(program, terminal);

  const chosen = words.find((word) => !word.startsWith('-'));
  const wanted = chosen === 'help' ? words[words.indexOf('help') + 1] : chosen;
  for (const entry of COMMANDS) {
    const command = program
      .command(entry.name)
      .description(entry.summary)
      .helpGroup(`${entry.group}:`);
    if (entry.name !== wanted) continue;
    const module = await entry.load();
    module.declare(command);
    declareCommonOptions(command);
    command.action(async () => {
      exitCode = await runChosen(entry.name, module, command, terminal);
    });
  }
  program.addHelpText(
    'after',
    `
Start here:
  dynoready check       what would go wrong on Heroku, in milliseconds
  dynoready init        write what is missing (the same as: yo dynoready)
  dynoready rehearse    prove it: build, release, boot, requests`,
  );

  try {
    if (words.length === 0) {
      terminal.out(program.helpInformation());
      return EXIT.ok;
    }
    await program.parseAsync(words.map(currentName), { from: 'user' });
    return terminal.signal.aborted ? EXIT.interrupted : exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (terminal.signal.aborted) return EXIT.interrupted;
    if (!(error instanceof UsageError)) throw error;
    terminal.err(renderUsageError(error));
    return EXIT.usage;
  }
}

/** Runs the command with what every command shares, and ends with the note about a newer version. */
async function runChosen(
  name: string,
  module: CommandModule,
  command: Command,
  terminal: Terminal,
): Promise<number> {
  const options = command.opts();
  const today = new Date().toISOString().slice(0, 10);
  const newer = options.quiet || name === 'lsp' ? undefined : askForNewerVersion(terminal, today);
  const exitCode = await runWithCommonOptions(terminal, options, async (own) => {
    await startFacts(own, options.today);
    return await module.run(own, command.args, options);
  });
  const note = await newer?.();
  if (note !== undefined) terminal.err(`\n${note}\n`);
  return exitCode;
}

/** The word with today's name of an option that had another one: `--site` is `--project` now. */
function currentName(word: string): string {
  return word.replace(/^--site(?==|$)/, '--project');
}
