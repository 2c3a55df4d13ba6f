import type { Terminal } from '../../src/cli/command.ts';

/** A terminal that keeps what was shown. */
export function recordingTerminal(
  cwd: string,
  env: Terminal['env'] = {},
): Terminal & { readonly shown: { out: string; err: string } } {
  const shown = { out: '', err: '' };
  return {
    shown,
    cwd,
    env,
    out: (text) => {
      shown.out += text;
    },
    err: (text) => {
      shown.err += text;
    },
    interactive: false,
    color: false,
    columns: 100,
    signal: new AbortController().signal,
  };
}
