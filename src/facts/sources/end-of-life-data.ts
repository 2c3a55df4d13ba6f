import { z } from 'zod';
import { compareCycles } from '../end-of-life.ts';
import { type Parsed, parseJsonWith } from './parsed.ts';

/** One line of releases of a product, with its dates. */
export interface ProductCycle {
  /** Such as `3.14`, `6.1` or `18`. */
  readonly name: string;
  readonly released: string;
  /** Last day of active support; null where none is known. */
  readonly activeEnds: string | null;
  /** Last day of security fixes; null where none is known. */
  readonly ends: string | null;
  readonly lts: boolean;
}

const schema = z
  .object({
    schema_version: z.string().regex(/^1\./, 'another version of its schema'),
    result: z.object({
      name: z.string(),
      releases: z
        .array(
          z.object({
            name: z.string().max(30),
            releaseDate: z.iso.date(),
            isLts: z.boolean(),
            eoasFrom: z.iso.date().nullish(),
            eolFrom: z.iso.date().nullish(),
          }),
        )
        .min(1),
    }),
  })
  .transform(({ result }): readonly ProductCycle[] =>
    result.releases
      .map(({ name, releaseDate, isLts, eoasFrom, eolFrom }) => ({
        name,
        released: releaseDate,
        activeEnds: eoasFrom ?? null,
        ends: eolFrom ?? null,
        lts: isLts,
      }))
      .sort((a, b) => compareCycles(a.name, b.name)),
  );

/**
 * The lines of a product, oldest first. Its shape: `/api/v1/products/NAME/` of endoflife.date, from
 * its own description of version 1.2.0, read 2026-12-01.
 */
export function parseEndOfLife(text: string): Parsed<readonly ProductCycle[]> {
  return parseJsonWith(schema, text);
}
