/**
 * Characters that act on a terminal, or change the order in which text is shown: C0 save the tab,
 * delete, C1, line separators and bidirectional controls.
 */
const CONTROL = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g;

/**
 * A function that makes text from a server safe to show: the token is masked, and control
 * characters are written as escapes such as `\u001b`.
 */
export function createTextCleaner(token: string): (text: string) => string {
  return (text) => text.replaceAll(token, '[token]').replace(CONTROL, escapeCharacter);
}

/**
 * The JSON value of a body with every string and every name in it cleaned; undefined when the body
 * is no JSON.
 */
export function parseBody(body: string, clean: (text: string) => string): unknown {
  try {
    return JSON.parse(body, (_, value: unknown) => cleanValue(value, clean));
  } catch {
    return undefined;
  }
}

function cleanValue(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === 'string') return clean(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [clean(name), one]));
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
