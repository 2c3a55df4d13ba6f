import { z } from 'zod';
import { compareCycles } from '../end-of-life.ts';
import { type Parsed, parseJsonWith } from './parsed.ts';

const schema = z
  .record(
    z.string(),
    z.object({
      name: z.string(),
      major: z.int().min(2),
      minor: z.int().nonnegative(),
      patch: z.int().nonnegative(),
      prerelease: z.string().nullish(),
    }),
  )
  .transform((builds) => {
    const newest: Record<string, string> = {};
    for (const { name, major, minor, patch, prerelease } of Object.values(builds)) {
      const line = `${major}.${minor}`;
      const version = `${line}.${patch}`;
      if (name !== 'cpython' || prerelease) continue;
      if (newest[line] === undefined || compareCycles(version, newest[line]) > 0)
        newest[line] = version;
    }
    return newest;
  })
  .refine((newest) => Object.keys(newest).length > 0, 'no release of CPython');

/**
 * Newest release of CPython (X.Y.Z) by line (X.Y) that uv can fetch. Its shape: `download-metadata.json`
 * in the sources of uv 0.13.9, read 2026-12-01.
 */
export function parseUvPythons(text: string): Parsed<Readonly<Record<string, string>>> {
  return parseJsonWith(schema, text);
}
