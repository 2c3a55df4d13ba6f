import type { Command, HelpConfiguration } from 'commander';
import { sentence, wrapSentences } from '../facts/wrap-text.ts';
import type { Terminal } from './command.ts';

/** Lines of help are never wider than this, however wide the terminal is. */
const WIDEST_HELP = 100;

/**
 * How every command shows its help: descriptions as sentences, defaults only where they say
 * something, and lines wrapped to the terminal.
 */
export function styleHelp(program: Command, terminal: Terminal): void {
  const columns = Math.min(terminal.columns, WIDEST_HELP);
  program
    .configureOutput({
      writeOut: (text) => terminal.out(wrapSentences(text, columns)),
      writeErr: terminal.err,
      getOutHelpWidth: () => columns,
    })
    .configureHelp(HELP);
}

const HELP: HelpConfiguration = {
  optionDescription({ description, argChoices, defaultValue, defaultValueDescription }) {
    const extra: string[] = [];
    if (argChoices !== undefined) extra.push(`one of ${argChoices.join(', ')}`);
    const isTelling = !(
      defaultValue === undefined ||
      defaultValue === false ||
      isEmpty(defaultValue)
    );
    if (isTelling) extra.push(`default ${defaultValueDescription ?? String(defaultValue)}`);
    return sentence(description, extra);
  },
  argumentDescription({ description, defaultValue }) {
    return sentence(description, defaultValue === undefined ? [] : [`default ${defaultValue}`]);
  },
  commandDescription: (command) => sentence(command.description()),
  subcommandDescription: (command) => sentence(command.description()),
};

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
