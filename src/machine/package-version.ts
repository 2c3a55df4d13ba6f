import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

let read: string | undefined;

/** The version of this package; `unknown` when its manifest is not where it is published. */
export function packageVersion(): string {
  // Every template may show it, and one run fills in some twenty.
  read ??= readVersion();
  return read;
}

function readVersion(): string {
  // The manifest stands two folders up from `src/machine` and from `dist/chunks`, and three from
  // `dist/src/cli` and `dist/generators/app`.
  for (const candidate of ['../../package.json', '../../../package.json']) {
    try {
      const text = readFileSync(fileURLToPath(new URL(candidate, import.meta.url)), 'utf8');
      const manifest = JSON.parse(text) as { name?: string; version?: string };
      if (manifest.name === 'generator-dynoready' && manifest.version) return manifest.version;
    } catch {
      // Not there: the other place has it.
    }
  }
  return 'unknown';
}
