/** True when a person left a question with Ctrl-C: what the prompts of either door reject with. */
export function isLeaving(error: unknown): error is Error {
  return error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name);
}
