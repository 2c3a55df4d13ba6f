import { randomInt } from 'node:crypto';

const ADJECTIVES =
  'calm, crisp, early, gentle, hidden, icy, mellow, quiet, rapid, silent, sunny, warm'.split(', ');
const NOUNS =
  'brook, cliff, dawn, field, forest, harbor, island, lake, meadow, river, stone, wave'.split(', ');

/** Characters of an app's name at most. Source: build rules, 18.1; read 2026-11-30. */
const LONGEST = 30;

/** A name for an app that nobody named: two words and five digits. */
export function randomAppName(): string {
  const pick = (words: readonly string[]): string => words[randomInt(words.length)] ?? '';
  return `${pick(ADJECTIVES)}-${pick(NOUNS)}-${randomInt(10_000, 100_000)}`;
}

/** What is wrong with an app's name, in the platform's words; undefined when nothing is. */
export function appNameProblem(name: string): string | undefined {
  if (name.length < 3) return 'Name is too short (minimum is 3 characters)';
  if (name.length > LONGEST) return `Name is too long (maximum is ${LONGEST} characters)`;
  if (!/^[a-z][a-z0-9-]*[a-z0-9]$/.test(name))
    return 'Name must start with a letter, end with a letter or digit and can only contain lowercase letters, digits, and dashes';
  return undefined;
}
