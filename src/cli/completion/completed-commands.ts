import { Command, type Option } from 'commander';
import { RULE_IDS } from '../../check/rule-ids.ts';
import { buildExplanations } from '../../facts/failures/find.ts';
import { PLATFORM_CODES } from '../../facts/platform-codes.ts';
import { COMMANDS } from '../commands.ts';
import { declareCommonOptions } from '../common-options.ts';

/** An option as a shell completes it. */
export interface CompletedOption {
  /** Such as `--format`, and `-q` where there is one. */
  readonly flags: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  /** What it may be; empty where that is not a list. */
  readonly values: readonly string[];
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** What its first operand may be; empty where that is a path, or nothing. */
  readonly operands: readonly string[];
}

/** The shells that there are completions for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** Options whose values are ids of rules. */
const OF_RULES = ['--rule', '--skip'];

/** Every command with its options and their values, as `--help` shows them. */
export async function completedCommands(): Promise<readonly CompletedCommand[]> {
  return await Promise.all(
    COMMANDS.map(async ({ name, summary, load }) => {
      const command = new Command(name);
      (await load()).declare(command);
      declareCommonOptions(command);
      const shown = command.options.filter(({ hidden }) => !hidden).map(completed);
      const help = { flags: ['-h', '--help'], description: 'show help' };
      return {
        name,
        summary,
        options: [...shown, { ...help, takesValue: false, values: [] }],
        operands:
          name === 'explain' ? explainedIds() : (command.registeredArguments[0]?.argChoices ?? []),
      };
    }),
  );
}

function completed(option: Option): CompletedOption {
  return {
    flags: [option.short, option.long].filter((flag) => typeof flag === 'string'),
    description: option.description,
    takesValue: option.required || option.optional,
    values: OF_RULES.includes(option.long ?? '') ? RULE_IDS : (option.argChoices ?? []),
  };
}

/** Ids that `explain` takes; one with a colon would be two words to bash, and is left out. */
function explainedIds(): readonly string[] {
  const ids = [
    ...RULE_IDS,
    ...buildExplanations().map(({ id }) => id),
    ...Object.keys(PLATFORM_CODES),
  ];
  return ids.filter((id) => !id.includes(':'));
}
