import type { BuildpackChangelog } from '../sources/buildpack-changelog.ts';
import type { BuildpackPythons } from '../sources/buildpack-pythons.ts';
import type { ProductCycle } from '../sources/end-of-life-data.ts';
import type { IndexRelease } from '../sources/index-page.ts';

/** What one buildpack says; what could not be read is undefined. */
export interface BuildpackReading {
  readonly changelog: BuildpackChangelog | undefined;
  readonly pythons: BuildpackPythons | undefined;
  /** Pinned versions by the name of the package manager. */
  readonly pins: Readonly<Record<string, string | undefined>>;
}

/** Everything that was read of the sources on one day. What could not be read is undefined. */
export interface Readings {
  /** ISO date of the reading. */
  readonly today: string;
  readonly classic: BuildpackReading;
  readonly cnb: BuildpackReading;
  /** uv's own table of Pythons, newest patch by line, and the version of uv that holds it. */
  readonly uv:
    | { readonly version: string; readonly newest: Readonly<Record<string, string>> }
    | undefined;
  readonly endOfLife: {
    readonly python: readonly ProductCycle[] | undefined;
    readonly django: readonly ProductCycle[] | undefined;
    readonly postgresql: readonly ProductCycle[] | undefined;
  };
  /** Releases by the name of the package. */
  readonly index: Readonly<Record<string, readonly IndexRelease[] | undefined>>;
  /** Oldest and newest Python by series of Django. */
  readonly djangoPythons: Readonly<
    Record<string, { readonly oldest: string; readonly newest: string } | undefined>
  >;
}

/** Says that a source was older than what is known; the known value stays. */
export type KeptNote = (note: string) => void;
