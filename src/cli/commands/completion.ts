import { Argument, type Command } from 'commander';
import { z } from 'zod';
import { UsageError } from '../../facts/usage-error.ts';
import type { Terminal } from '../command.ts';
import { bashCompletion } from '../completion/bash-completion.ts';
import { completedCommands, SHELLS } from '../completion/completed-commands.ts';
import { fishCompletion } from '../completion/fish-completion.ts';
import { powershellCompletion } from '../completion/powershell-completion.ts';
import { zshCompletion } from '../completion/zsh-completion.ts';

const RENDER = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};

export function declare(command: Command): Command {
  return command
    .addArgument(new Argument('<shell>', 'the shell to complete in').choices(SHELLS))
    .addHelpText(
      'after',
      `
Commands, options, their values and the ids of rules are completed. Once, for bash in ~/.bashrc, and for zsh in ~/.zshrc after compinit:
  source <(dynoready completion bash)
For fish:
  dynoready completion fish > ~/.config/fish/completions/dynoready.fish
For PowerShell, in $PROFILE:
  dynoready completion powershell | Out-String | Invoke-Expression`,
    );
}

/** Always 0. Throws a UsageError for more than one shell. */
export async function run(terminal: Terminal, operands: readonly string[]): Promise<number> {
  const [shell, ...others] = operands;
  if (others.length > 0)
    throw new UsageError('completion takes one shell', { evidence: [...operands] });
  terminal.out(RENDER[z.enum(SHELLS).parse(shell)](await completedCommands()));
  return 0;
}
