import type { CompletedCommand } from './completed-commands.ts';

/** The completion for fish, to be sourced or kept as `dynoready.fish` among its completions. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, summary, options, operands }) => {
    const within = `complete -c dynoready -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c dynoready -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
      ...options.map(({ flags, description, takesValue, values }) =>
        [
          within,
          ...flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag[1]}`)),
          ...(takesValue ? [values.length === 0 ? '-r' : `-x -a ${quoted(values.join(' '))}`] : []),
          `-d ${quoted(description)}`,
        ].join(' '),
      ),
      ...(operands.length === 0 ? [] : [`${within} -f -a ${quoted(operands.join(' '))}`]),
    ];
  });
  return `# Completion of dynoready for fish: dynoready completion fish > ~/.config/fish/completions/dynoready.fish
${lines.join('\n')}
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
