/** Values shorter than this are words such as `true` or `production`; hiding them would make the log unreadable. */
const SHORTEST_SECRET = 8;

/** Returns a function that replaces every secret value in a text by the name of its variable in brackets; URLs also by their password alone. */
export function secretHider(values: Readonly<Record<string, string>>): (text: string) => string {
  const replacements = Object.entries(values)
    .flatMap(([name, value]) => [
      { value, name },
      { value: passwordOf(value), name: `password in ${name}` },
    ])
    .filter(({ value }) => value.length >= SHORTEST_SECRET)
    .sort((a, b) => b.value.length - a.value.length);
  return (text) => replacements.reduce((hidden, { value, name }) => hidden.replaceAll(value, `[${name}]`), text);
}

function passwordOf(value: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:([^/@\s]+)@/i.exec(value)?.[1] ?? '';
}
