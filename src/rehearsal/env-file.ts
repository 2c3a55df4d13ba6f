/**
 * Reads the text of a `.env` file: `NAME=value` lines, `export` in front, quotes around, comments.
 * Lines that are neither come back in `ignored`, one-based.
 */
export function parseEnvFile(text: string): {
  readonly values: Readonly<Record<string, string>>;
  readonly ignored: readonly number[];
} {
  const values: Record<string, string> = {};
  const ignored: number[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .forEach((line, index) => {
      if (/^\s*(#|$)/.test(line)) return;
      const [, name, rest = ''] =
        /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/.exec(line) ?? [];
      if (name === undefined) ignored.push(index + 1);
      else values[name] = unquote(rest);
    });
  return { values, ignored };
}

function unquote(text: string): string {
  const [, quote, quoted = ''] = /^(["'])((?:\\.|(?!\1).)*)\1\s*(?:#.*)?$/.exec(text) ?? [];
  if (quote === '"')
    return quoted.replace(/\\(["\\$n])/g, (_, one: string) => (one === 'n' ? '\n' : one));
  if (quote === "'") return quoted;
  // Without quotes a comment begins only after a blank, so that `#` in a password survives.
  return text.replace(/\s+#.*$/, '').trim();
}
