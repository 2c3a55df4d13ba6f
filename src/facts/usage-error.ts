/**
 * Wrong use of the tool: the command line, the options, or the folder it was pointed at. Shown
 * without a stack trace; exit code 2. `situation` is one line, `evidence` what was found (one line
 * each), `next` the exact things to type or change.
 */
export class UsageError extends Error {
  readonly evidence: readonly string[];
  readonly next: readonly string[];

  constructor(
    situation: string,
    details: { evidence?: readonly string[]; next?: readonly string[] } = {},
  ) {
    super(situation);
    this.name = 'UsageError';
    this.evidence = details.evidence ?? [];
    this.next = details.next ?? [];
  }
}

/**
 * A wrong use as text: the situation, what was found, and what to do next, with a blank line
 * between.
 */
export function renderUsageError(error: UsageError): string {
  const parts = [
    error.message,
    error.evidence.map((line) => `  ${line}`).join('\n'),
    error.next.join('\n'),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}
