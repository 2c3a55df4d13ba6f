import { z } from 'zod';
import { compareCycles } from '../end-of-life.ts';
import { type Parsed, parseJsonWith } from './parsed.ts';

/** A weakness of one release that is publicly known. */
export interface Vulnerability {
  readonly id: string;
  /** Releases that no longer have it; empty when none does. */
  readonly fixedIn: readonly string[];
}

const schema = z
  .object({
    vulnerabilities: z.array(
      z.object({
        id: z.string().max(100),
        fixed_in: z.array(z.string().max(50)),
        withdrawn: z.string().nullish(),
      }),
    ),
  })
  .transform(({ vulnerabilities }) =>
    vulnerabilities
      .filter(({ withdrawn }) => !withdrawn)
      .map(({ id, fixed_in: fixedIn }) => ({ id, fixedIn })),
  );

/**
 * The known weaknesses of a release, as the JSON page of one release on PyPI lists them. Source:
 * https://docs.pypi.org/api/json/; read 2026-12-01.
 */
export function parseVulnerabilities(text: string): Parsed<readonly Vulnerability[]> {
  return parseJsonWith(schema, text);
}

/** The series of Django (X.Y) that the core metadata of a release declares, oldest first. */
export function parseDeclaredDjangos(text: string): readonly string[] {
  return [...text.matchAll(/^Classifier: Framework :: Django :: (\d+\.\d+)\s*$/gm)]
    .map(([, series]) => series!)
    .sort(compareCycles);
}
