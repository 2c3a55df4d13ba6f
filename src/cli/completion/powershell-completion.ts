import type { CompletedCommand } from './completed-commands.ts';

/** The completion for PowerShell 5 and later, to be run in the profile. */
export function powershellCompletion(commands: readonly CompletedCommand[]): string {
  const entries = commands.map(({ name, options, operands }) => {
    const values = options
      .filter((option) => option.takesValue)
      .flatMap((option) => option.flags.map((flag) => `${quoted(flag)} = ${list(option.values)}`));
    const flags = options.flatMap((option) => option.flags);
    return `  ${quoted(name)} = @{ Flags = ${list(flags)}; Operands = ${list(operands)}; Values = @{ ${values.join('; ')} } }`;
  });
  return `# Completion of dynoready for PowerShell. In $PROFILE: dynoready completion powershell | Out-String | Invoke-Expression
$DynoreadyCommands = @{
${entries.join('\n')}
}
Register-ArgumentCompleter -Native -CommandName dynoready, generator-dynoready -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $name = @($before | Select-Object -Skip 1 | Where-Object { -not $_.StartsWith('-') })[0]
  if (-not $name) { $words = @($DynoreadyCommands.Keys | Sort-Object) + '--help', '--version' }
  else {
    $command = $DynoreadyCommands[$name]
    $previous = $before[-1]
    if (-not $command) { return }
    if ($command.Values.ContainsKey($previous)) { $words = $command.Values[$previous] }
    elseif ($wordToComplete.StartsWith('-')) { $words = $command.Flags }
    else { $words = $command.Operands }
  }
  $words | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;
}

function list(words: readonly string[]): string {
  return `@(${words.map(quoted).join(', ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
