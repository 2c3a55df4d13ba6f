import { z } from 'zod';
import { compareCycles } from '../end-of-life.ts';
import { finalVersion, type Parsed, parseJsonWith, parseWith } from './parsed.ts';

/** A final release on the package index that was not withdrawn. */
export interface IndexRelease {
  readonly version: string;
  /** ISO date of its first file. */
  readonly uploaded: string;
  /** `Requires-Python` as written; undefined without one. */
  readonly requiresPython: string | undefined;
  /** The wheel for any platform, and its digest; undefined without one. */
  readonly wheel:
    | {
        readonly url: string;
        readonly sha256: string;
        /** True when the index gives its core metadata beside it (PEP 658). */
        readonly hasMetadata: boolean;
      }
    | undefined;
  /** Address of the archive with the sources; undefined without one. */
  readonly sources: string | undefined;
}

const file = z.object({
  filename: z.string().max(300),
  url: z.string().max(1000),
  hashes: z.record(z.string(), z.string()),
  'requires-python': z.string().nullish(),
  'core-metadata': z.union([z.boolean(), z.record(z.string(), z.string())]).optional(),
  yanked: z.union([z.boolean(), z.string()]).optional(),
  'upload-time': z.string().optional(),
});
const schema = z
  .object({ name: z.string(), files: z.array(file) })
  .transform(({ files }) => releasesOf(files))
  .refine((releases) => releases.length > 0, 'no final release');

/**
 * The final releases of a package, oldest first. Its shape: the JSON form of the simple index (PEP
 * 691 and 700) as PyPI gives it for Django, read 2026-12-01.
 */
export function parseIndexPage(text: string): Parsed<readonly IndexRelease[]> {
  return parseJsonWith(schema, text);
}

/** Oldest and newest Python (X.Y) that the core metadata of a release declares. */
export function parseDeclaredPythons(text: string): Parsed<{ oldest: string; newest: string }> {
  const lines = [...text.matchAll(/^Classifier: Programming Language :: Python :: (3\.\d+)\s*$/gm)]
    .map(([, line]) => line!)
    .sort(compareCycles);
  const required = /^Requires-Python: >=\s*(3\.\d+)/m.exec(text)?.[1];
  return parseWith(
    z.strictObject({ oldest: finalVersion, newest: finalVersion }),
    lines.length === 0 ? {} : { oldest: required ?? lines[0], newest: lines.at(-1) },
  );
}

function releasesOf(files: readonly z.infer<typeof file>[]): readonly IndexRelease[] {
  const byVersion = new Map<string, IndexRelease>();
  for (const one of files) {
    const isWheel = one.filename.endsWith('.whl');
    const version = isWheel
      ? one.filename.split('-')[1]!
      : /-(\d[^-]*)\.tar\.gz$/.exec(one.filename)?.[1];
    if (version === undefined || one.yanked || !finalVersion.safeParse(version).success) continue;
    const old = byVersion.get(version);
    const day = one['upload-time']?.slice(0, 10) ?? '';
    const { sha256 } = one.hashes;
    const hasMetadata = Boolean(one['core-metadata']);
    const isForAll = one.filename.endsWith('-none-any.whl') && sha256 !== undefined;
    byVersion.set(version, {
      version,
      uploaded: old === undefined || day < old.uploaded ? day : old.uploaded,
      requiresPython: old?.requiresPython ?? one['requires-python'] ?? undefined,
      wheel: old?.wheel ?? (isForAll ? { url: one.url, sha256, hasMetadata } : undefined),
      sources: old?.sources ?? (isWheel ? undefined : one.url),
    });
  }
  return [...byVersion.values()].sort((a, b) => compareCycles(a.version, b.version));
}
