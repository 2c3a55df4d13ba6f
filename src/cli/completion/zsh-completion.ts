import type { CompletedCommand } from './completed-commands.ts';

/** The completion for zsh, to be sourced or kept as `_dynoready` in a folder of `fpath`. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name, summary }) => described(name, summary));
  const cases = commands.map(({ name, options, operands }) => {
    const values = options
      .filter((option) => option.takesValue)
      .map(
        (option) =>
          `        ${option.flags.join('|')}) ${option.values.length === 0 ? '_files' : `compadd -- ${option.values.join(' ')}`} ;;`,
      );
    const flags = options.flatMap((option) =>
      option.flags.map((flag) => described(flag, option.description)),
    );
    return `    ${name})
      case "$previous" in
${values.join('\n')}
        *)
          if [[ "$current" == -* ]]; then
            found=(${flags.join(' ')})
            _describe option found
          else
            ${operands.length === 0 ? '_files' : `compadd -- ${operands.join(' ')}`}
          fi
          ;;
      esac
      ;;`;
  });
  return `#compdef dynoready generator-dynoready
# Completion of dynoready for zsh. In ~/.zshrc, after compinit: source <(dynoready completion zsh)
_dynoready() {
  local current="\${words[CURRENT]}" previous="\${words[CURRENT-1]}" command='' word
  local -a found
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ "$word" != -* ]]; then command="$word"; break; fi
  done
  case "$command" in
    '')
      found=(${names.join(' ')})
      _describe command found
      ;;
${cases.join('\n')}
  esac
}
if [ "\${funcstack[1]}" = _dynoready ]; then _dynoready "$@"; else compdef _dynoready dynoready generator-dynoready; fi
`;
}

/** `name:description` in single quotes, with its own colons and quotes escaped. */
function described(name: string, description: string): string {
  const text = `${name}:${description.replaceAll('\\', '\\\\').replaceAll(':', '\\:')}`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
