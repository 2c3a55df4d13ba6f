import { z } from 'zod';
import { type Parsed, parseWith } from './parsed.ts';

/** What the changelog of a buildpack says of its releases. */
export interface BuildpackChangelog {
  /** The newest release: its tag, such as `v359`, and its day as ISO date. */
  readonly newest: { readonly tag: string; readonly date: string };
  /** Day of the release that deprecated a line (X.Y) of Python. */
  readonly deprecated: Readonly<Record<string, string>>;
  /** Day of the release that removed a line of Python. */
  readonly removed: Readonly<Record<string, string>>;
  /** Day of the release that made a line the default. */
  readonly defaults: Readonly<Record<string, string>>;
}

const dates = z.record(z.string().regex(/^3\.\d{1,2}$/), z.iso.date());
const schema: z.ZodType<BuildpackChangelog> = z.strictObject({
  newest: z.strictObject({
    tag: z.string().regex(/^v\d+(\.\d+)*$/, 'no release with a tag and a date'),
    date: z.iso.date(),
  }),
  deprecated: dates,
  removed: dates,
  defaults: dates,
});

/**
 * The changelog of either buildpack, newest release first. Its shape: CHANGELOG.md of
 * heroku/heroku-buildpack-python v351 and heroku/buildpacks-python 6.5.0, read 2026-12-01.
 */
export function parseBuildpackChangelog(text: string): Parsed<BuildpackChangelog> {
  const [, ...releases] = text.split(/^## \[v?(?=\d)/m);
  const found = { deprecated: {}, removed: {}, defaults: {} } as Record<
    'deprecated' | 'removed' | 'defaults',
    Record<string, string>
  >;
  let newest: unknown;
  for (const release of releases) {
    const [, number, date = ''] = /^([\d.]+)\] - (\S+)/.exec(release) ?? [];
    newest ??= { tag: `v${number}`, date };
    for (const [, verb, line] of release.matchAll(
      /^- (Deprecated|Removed|Dropped) support for Python (3\.\d+)\. /gm,
    ))
      found[verb === 'Deprecated' ? 'deprecated' : 'removed'][line!] ??= date;
    for (const [, from, to] of release.matchAll(
      /^- (?:Changed|Updated) the default Python version .*?\b(3\.\d+)[.\d]* to (?:Python )?(3\.\d+)\b/gm,
    ))
      if (from !== to) found.defaults[to!] ??= date;
  }
  return parseWith(schema, { newest: newest ?? { tag: '', date: '' }, ...found });
}
