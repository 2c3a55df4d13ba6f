import { Command, type Help } from 'commander';
import type { Terminal } from '../src/cli/command.ts';
import { COMMANDS } from '../src/cli/commands.ts';
import { declareCommonOptions } from '../src/cli/common-options.ts';
import { styleHelp } from '../src/cli/help-style.ts';

/** The manual page dynoready(1), made from the help of every command. */
export async function renderManPage(version: string): Promise<string> {
  const blocks = [
    `.TH DYNOREADY 1 "" "generator-dynoready ${version}" "User Commands"`,
    '.SH NAME',
    'dynoready \\- take a Django project to production on Heroku, and prove it before the first push',
    '.SH SYNOPSIS',
    '.B dynoready',
    '.I command',
    '[options]',
    '.SH COMMANDS',
  ];
  for (const { name, summary, load } of COMMANDS) {
    const program = new Command('dynoready');
    styleHelp(program, WIDE);
    const command = program
      .command(name)
      .description(summary)
      .helpOption('-h, --help', 'show help');
    (await load()).declare(command);
    declareCommonOptions(command);
    blocks.push(...describeCommand(command));
  }
  blocks.push(
    '.SH EXIT STATUS',
    ...item('0', 'Success, and nothing found that has to fail.'),
    ...item('1', 'A finding, or a failed build, rehearsal or phase.'),
    ...item('2', 'Wrong use.'),
    ...item('70', 'An internal error; please report it.'),
    ...item('130', 'Interrupted.'),
    '.SH SEE ALSO',
    'Each rule, failure and code is explained by',
    '.BR "dynoready explain" .',
  );
  return `${blocks.join('\n')}\n`;
}

/** Help is wrapped by whoever shows the page. */
const WIDE = { columns: 100_000, out: () => {}, err: () => {} } as unknown as Terminal;

function describeCommand(command: Command): readonly string[] {
  const help: Help = command.createHelp();
  let shown = '';
  command.configureOutput({ writeOut: (text) => (shown += text) });
  command.outputHelp();
  const after = shown.slice(command.helpInformation().length);
  return [
    `.SS ${plain(help.commandUsage(command))}`,
    plain(help.commandDescription(command)),
    ...help
      .visibleArguments(command)
      .flatMap((argument) => item(help.argumentTerm(argument), help.argumentDescription(argument))),
    ...help
      .visibleOptions(command)
      .flatMap((option) => item(help.optionTerm(option), help.optionDescription(option))),
    ...after.split('\n').flatMap(paragraph),
  ];
}

function item(term: string, text: string): readonly string[] {
  return ['.TP', `.B ${plain(term)}`, plain(text)];
}

/** A line of the text below the help: indented ones are commands, the others sentences. */
function paragraph(line: string): readonly string[] {
  if (line.trim() === '') return [];
  return /^\s/.test(line) ? ['.PP', '.RS', plain(line.trim()), '.RE'] : ['.PP', plain(line)];
}

/** The text with what roff would take for a command escaped. */
function plain(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/, '\\&$1');
}
