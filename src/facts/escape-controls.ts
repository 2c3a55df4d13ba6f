/**
 * What a terminal may obey instead of showing: the control characters C0 and C1, and those that
 * change the direction of a text or end a line. A tab only moves on. Source: Unicode 16, categories
 * Cc, Zl and Zp, and the property Bidi_Control; read 2026-11-30.
 */
const CONTROLS =
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const NAMED: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

/**
 * Returns one line of text from a project, an app or a server as it may be printed: every control
 * character but a tab is written out, such as `\x1b` or `\u202e`, and a line end too.
 */
export function escapeControls(line: string): string {
  return line.replace(CONTROLS, (character) => {
    const digits = character.charCodeAt(0).toString(16);
    return (
      NAMED.get(character) ??
      (digits.length > 2 ? `\\u${digits.padStart(4, '0')}` : `\\x${digits.padStart(2, '0')}`)
    );
  });
}
