import type { CompletedCommand } from './completed-commands.ts';

/** The completion for bash 4 and later, to be sourced. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const cases = commands.map(({ name, options, operands }) => {
    const values = options
      .filter((option) => option.takesValue)
      .map((option) => `      ${option.flags.join('|')}) words='${option.values.join(' ')}' ;;`);
    const flags = options.flatMap((option) => option.flags).join(' ');
    return `    ${name})
      case "$previous" in
${values.map((line) => `  ${line}`).join('\n')}
        *)
          if [[ "$current" == -* ]]; then words='${flags}'; else words='${operands.join(' ')}'; fi
          ;;
      esac
      ;;`;
  });
  return `# Completion of dynoready for bash. In ~/.bashrc: source <(dynoready completion bash)
_dynoready() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ "$word" != -* ]]; then command="$word"; break; fi
  done
  case "$command" in
    '') words='${commands.map(({ name }) => name).join(' ')} help --help --version' ;;
${cases.join('\n')}
  esac
  # Without words the shell completes paths.
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o bashdefault -o default -F _dynoready dynoready generator-dynoready
`;
}
