import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Baseline } from '../check/baseline.ts';
import { UsageError } from '../facts/usage-error.ts';
import { readRegularFile } from '../project/read-regular-file.ts';

/** The baseline that is used when it is there, in the folder that is checked. */
export const BASELINE_FILE = '.dynoready-baseline.json';

/** Bytes of a baseline: a finding takes about 150. */
const MAX_BASELINE_BYTES = 64_000_000;

/** A baseline and its path as the person would name it. */
export interface BaselineFile {
  readonly path: string;
  readonly baseline: Baseline;
}

/**
 * The baseline in the file named (relative to `cwd`), or the default one of the project's root;
 * undefined when the default is not there. Throws UsageError when the one named is not there, or is
 * no baseline.
 */
export async function readBaseline(
  cwd: string,
  root: string,
  named: string | undefined,
): Promise<BaselineFile | undefined> {
  const path = named ?? BASELINE_FILE;
  const text = readText(named === undefined ? join(root, BASELINE_FILE) : resolve(cwd, named));
  if (text === undefined) {
    if (named === undefined) return undefined;
    throw new UsageError(`There is no baseline ${named}`, {
      next: ['Write one:', `  dynoready check --write-baseline ${named}`],
    });
  }
  const { parseBaseline } = await import('../check/baseline.ts');
  const result = parseBaseline(text);
  if (result.ok) return { path, baseline: result.baseline };
  throw new UsageError(`${path} is no baseline`, {
    evidence: [result.because],
    next: [
      'Write it again:',
      `  dynoready check --write-baseline${named === undefined ? '' : ` ${named}`}`,
    ],
  });
}

/**
 * Writes a baseline and returns its path as the person would name it. Throws UsageError when the
 * file cannot be written.
 */
export function writeBaseline(
  cwd: string,
  root: string,
  named: string | true,
  text: string,
): string {
  const path = named === true ? BASELINE_FILE : named;
  try {
    writeFileSync(named === true ? join(root, BASELINE_FILE) : resolve(cwd, named), text);
  } catch (error) {
    throw new UsageError(`The baseline ${path} could not be written`, {
      evidence: [(error as Error).message],
    });
  }
  return path;
}

function readText(path: string): string | undefined {
  const read = readRegularFile(path, MAX_BASELINE_BYTES);
  if (read.ok) return read.bytes.toString('utf8');
  if (read.missing) return undefined;
  throw new UsageError(`The baseline ${path} could not be read`, { evidence: [read.because] });
}
