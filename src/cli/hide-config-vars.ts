import { UsageError } from '../facts/usage-error.ts';
import { secretHider, secretsAmong } from '../machine/secrets.ts';
import type { Terminal } from './command.ts';

/**
 * Runs `work` with a terminal that shows the name of a config var in place of a secret value, also
 * in the wrong use that it throws. Returns what `work` returns.
 */
export async function hidingConfigVars<Result>(
  terminal: Terminal,
  configVars: Readonly<Record<string, string>>,
  work: (hiding: Terminal) => Promise<Result>,
): Promise<Result> {
  const hide = secretHider(secretsAmong(configVars));
  const hiding = {
    ...terminal,
    out: (text: string) => terminal.out(hide(text)),
    err: (text: string) => terminal.err(hide(text)),
  };
  try {
    return await work(hiding);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(hide(error.message), {
      evidence: error.evidence.map(hide),
      next: error.next.map(hide),
    });
  }
}
