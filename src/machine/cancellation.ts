const AFTER_WRITING = 'LeftAfterWritingError';

/**
 * True when a person left: a question with Ctrl-C (what the prompts of either door reject with), or
 * what ran after the plan was written.
 */
export function isCancelled(error: unknown): error is Error {
  return (
    error instanceof Error &&
    ['ExitPromptError', 'AbortPromptError', AFTER_WRITING].includes(error.name)
  );
}

/** The error of a person who left when the plan was written already. */
export function cancelledAfterWriting(cause: unknown): Error {
  return Object.assign(new Error('left after the plan was written', { cause }), {
    name: AFTER_WRITING,
  });
}

/** What a person who left reads of the project. */
export function describeCancellation(error: unknown): string {
  const isWritten = error instanceof Error && error.name === AFTER_WRITING;
  return isWritten
    ? '\nThe plan is written (--undo takes it back); the lock is as it was.\n'
    : '\nNothing was written.\n';
}
