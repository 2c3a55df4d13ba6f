/** Characters of the name of an app. Source: Dev Center, "Creating apps"; read 2026-11-30. */
const [SHORTEST, LONGEST] = [3, 30];

/**
 * A name that Heroku takes for an app, made from the name of a Python package: lower-case letters,
 * digits and hyphens, a letter first.
 */
export function herokuAppName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
  return plain.length < SHORTEST ? `${plain === '' ? 'django' : plain}-app` : plain;
}
