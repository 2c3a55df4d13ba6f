import * as pep440 from '@renovatebot/pep440';

/**
 * Whether a version satisfies a specifier set, as PEP 440 has it; false for a text that is no
 * specifier set.
 */
export function satisfies(version: string, specifier: string): boolean {
  return pep440.satisfies(bounded(version), bounded(specifier));
}

/** Those of the versions that satisfy the specifier set, in the same order. */
export function filter(versions: readonly string[], specifier: string): string[] {
  return pep440.filter([...versions], bounded(specifier));
}

/** Negative, zero or positive as the first version is earlier, equal or later. */
export function compare(a: string, b: string): number {
  return pep440.compare(bounded(a), bounded(b));
}

/** True for a text that is a version. */
export function isVersion(text: string): boolean {
  return pep440.valid(bounded(text)) !== null;
}

/**
 * The package reads a number of 22 digits as 1e+22, which it then does not understand. One of 15
 * digits is beyond every release as well.
 */
function bounded(text: string): string {
  return text.replace(/\d{16,}/g, '9'.repeat(15));
}
