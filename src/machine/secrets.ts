/** Values shorter than this cannot be told from ordinary text, such as numbers of lines. */
const SHORTEST_SECRET = 4;
/** Shorter values are hidden only where they stand alone, or half the words of a log would go. */
const SHORTEST_ANYWHERE = 8;
/** Values that people give to variables of any name, and that tell nobody anything. */
const ORDINARY = /^(true|false|none|null|prod|production|staging|debug|test|local\w*|\d{1,5})$/i;

/**
 * Returns a function that replaces every secret value in a text by the name of its variable in
 * brackets: as given, as Python, JSON, HTML and URLs spell it, each line of several, and of URLs
 * also the password alone.
 */
export function secretHider(values: Readonly<Record<string, string>>): (text: string) => string {
  const replacements = Object.entries(values)
    .flatMap(([name, value]) => [
      ...spellings(value).map((one) => ({ value: one, name })),
      ...spellings(passwordOf(value)).map((one) => ({ value: one, name: `password in ${name}` })),
    ])
    .filter(({ value }) => value.length >= SHORTEST_SECRET && !ORDINARY.test(value))
    .sort((a, b) => b.value.length - a.value.length)
    .map(({ value, name }) => ({ find: finder(value), by: `[${name}]` }));
  return (text) =>
    replacements
      .reduce((hidden, { find, by }) => hidden.replace(find, () => by), text)
      .replace(PASSWORD_AS_PORT, '$1[part of an address]$2');
}

/** Python quotes what it took for the port: the beginning of a password that was not encoded. */
const PASSWORD_AS_PORT = /(Port could not be cast to integer value as ['"]).*?(['"]$|['"]\s)/gm;

/** Those of the config vars whose values must not be shown. */
export function secretsAmong(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => isSecret(name, value)),
  );
}

/** How a value appears in what programs print. django-environ drops a leading $. */
function spellings(value: string): readonly string[] {
  const written = [value, value.replace(/^\$/, ''), percent(decodeURIComponent, value)];
  const forms = written.flatMap((one) => [
    one,
    ...one.split(/\r?\n/),
    JSON.stringify(one).slice(1, -1),
    one.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n'),
    one.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    percent(encodeURIComponent, one),
  ]);
  return [...new Set(forms)];
}

/** The value itself where it cannot be changed: half a character, or a lone percent sign. */
function percent(change: (text: string) => string, value: string): string {
  try {
    return change(value);
  } catch {
    return value;
  }
}

function finder(value: string): RegExp {
  const literal = value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return value.length < SHORTEST_ANYWHERE
    ? new RegExp(`(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])`, 'gu')
    : new RegExp(literal, 'g');
}

function passwordOf(value: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^:/@\s]*:(\S+)@/i.exec(value)?.[1] ?? '';
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
