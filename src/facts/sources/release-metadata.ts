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

const classifiers = z
  .object({ info: z.object({ classifiers: z.array(z.string().max(200)) }) })
  .transform(({ info }) => djangosOf(info.classifiers));

/** The series of Django (X.Y) that the same page declares, oldest first. */
export function parseReleaseDjangos(text: string): Parsed<readonly string[]> {
  return parseJsonWith(classifiers, text);
}

/** The same of the core metadata of a release, a text of `Name: value` lines. */
export function parseDeclaredDjangos(text: string): readonly string[] {
  return djangosOf([...text.matchAll(/^Classifier: (.+?)\s*$/gm)].map(([, one]) => one!));
}

function djangosOf(declared: readonly string[]): readonly string[] {
  return declared
    .flatMap((one) => /^Framework :: Django :: (\d+\.\d+)$/.exec(one)?.[1] ?? [])
    .sort(compareCycles);
}
