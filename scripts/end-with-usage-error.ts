import { renderUsageError, UsageError } from '../src/facts/usage-error.ts';

/**
 * Ends the process with exit code 2 and the text of a usage error on standard error. Throws any
 * other error again.
 */
export function endWithUsageError(error: unknown): never {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(renderUsageError(error));
  process.exit(2);
}
