import { expect, test } from 'vitest';
import type { Terminal } from '../../src/cli/command.ts';
import { hidingConfigVars } from '../../src/cli/hide-config-vars.ts';
import { UsageError } from '../../src/facts/usage-error.ts';

const SECRETS = { API_KEY: 'sk-live-0123456789', MODE: 'staging' };

function recording(): { terminal: Terminal; printed: string[] } {
  const printed: string[] = [];
  const out = (text: string): void => void printed.push(text);
  const terminal = {
    cwd: '/',
    env: {},
    out,
    err: out,
    interactive: false,
    color: false,
    columns: 80,
    signal: new AbortController().signal,
  };
  return { terminal, printed };
}

test('what a command prints names the variable in place of its secret value', async () => {
  const { terminal, printed } = recording();
  const result = await hidingConfigVars(terminal, SECRETS, async (hiding) => {
    hiding.out('key sk-live-0123456789 in staging');
    hiding.err('again sk-live-0123456789');
    return 7;
  });
  expect(result).toBe(7);
  expect(printed).toEqual(['key [API_KEY] in staging', 'again [API_KEY]']);
});

test('a wrong use that quotes a secret is thrown without it', async () => {
  const thrown = hidingConfigVars(recording().terminal, SECRETS, async () => {
    throw new UsageError('no sk-live-0123456789', { evidence: ['sk-live-0123456789'], next: [] });
  });
  await expect(thrown).rejects.toMatchObject({ message: 'no [API_KEY]', evidence: ['[API_KEY]'] });
});
