/**
 * Values shorter than this are words such as `true` or `production`; hiding them would make the log
 * unreadable.
 */
const SHORTEST_SECRET = 8;

/**
 * Returns a function that replaces every secret value in a text by the name of its variable in
 * brackets; URLs also by their password alone.
 */
export function secretHider(values: Readonly<Record<string, string>>): (text: string) => string {
  const replacements = Object.entries(values)
    .flatMap(([name, value]) => [
      { value, name },
      { value: passwordOf(value), name: `password in ${name}` },
    ])
    .filter(({ value }) => value.length >= SHORTEST_SECRET)
    .sort((a, b) => b.value.length - a.value.length);
  return (text) =>
    replacements.reduce((hidden, { value, name }) => hidden.replaceAll(value, `[${name}]`), text);
}

function passwordOf(value: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:([^/@\s]+)@/i.exec(value)?.[1] ?? '';
}

const SECRET_NAME = /KEY|SECRET|TOKEN|PASS|PWD|CREDENTIAL|DSN|SALT|PRIVATE|AUTH/i;
/** A value that nobody writes by hand: long, without dots or blanks, letters and digits mixed. */
const RANDOM_VALUE = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9+/=_-]{24,}$/;

/**
 * True for a config var whose value must not be shown. Host names, modes and module names are not
 * secret, and a log without them says little.
 */
export function isSecret(name: string, value: string): boolean {
  return SECRET_NAME.test(name) || RANDOM_VALUE.test(value) || passwordOf(value) !== '';
}
