import django from './tables/django.json' with { type: 'json' };
import packages from './tables/packages.json' with { type: 'json' };
import platform from './tables/platform.json' with { type: 'json' };
import postgres from './tables/postgres.json' with { type: 'json' };
import python from './tables/python.json' with { type: 'json' };
import stacks from './tables/stacks.json' with { type: 'json' };
import tools from './tables/tools.json' with { type: 'json' };

/** Where a row was read, and on which day (ISO date). */
export interface Provenance {
  readonly source: { readonly title: string; readonly url: string };
  readonly read: string;
}

/** One minor line of Python. All dates are ISO dates; null where none was found. */
export interface PythonRow extends Provenance {
  /** As X.Y. */
  readonly line: string;
  /** Newest patch as X.Y.Z that the classic buildpack knows; null for a line it does not build. */
  readonly classic: string | null;
  /** The same for the Cloud Native Buildpack. */
  readonly cnb: string | null;
  /** Last day of security fixes upstream. */
  readonly upstreamEnds: string | null;
  /** The day from which builds on Heroku warn. */
  readonly deprecatedSince: string | null;
  /** The day from which Heroku refuses it, as Heroku announced it. */
  readonly refusedSince: string | null;
}

/** The line that an app without a version file gets from a day on. */
export interface DefaultPythonRow extends Provenance {
  readonly line: string;
  readonly since: string;
  /** True when Heroku has not said it, and the date follows from earlier years. */
  readonly expected: boolean;
}

/** The version of a package manager that each buildpack pins; null where it has none. */
export interface ToolRow extends Provenance {
  readonly tool: string;
  readonly classic: string | null;
  readonly cnb: string | null;
}

/** A stack that is built on. */
export interface StackRow extends Provenance {
  readonly name: string;
  readonly ubuntu: string;
  readonly state: string;
  readonly supportEnds: string | null;
}

/** A series of Django; dates where only a month is announced are its last day. */
export interface DjangoRow extends Provenance {
  readonly series: string;
  /** Newest release as X.Y.Z. */
  readonly newest: string;
  readonly firstRelease: string;
  readonly mainstreamEnds: string;
  readonly supportEnds: string;
  readonly lts: boolean;
  readonly oldestPython: string;
  readonly newestPython: string;
  /** Major version; null where it no longer matters to anybody. */
  readonly oldestPostgres: number | null;
}

/** A package that the generator writes, with the newest release on the index. */
export interface PackageRow extends Provenance {
  /** Its normalised name. */
  readonly package: string;
  readonly newest: string;
}

/** Everything that ages: one table a product, as in the files of `tables/` and of `--facts`. */
export interface FactTables {
  readonly python: {
    /** Oldest first. */
    readonly lines: readonly PythonRow[];
    readonly defaults: readonly DefaultPythonRow[];
  };
  readonly tools: {
    readonly pins: readonly ToolRow[];
    /** Added beside pip by the classic buildpack on these lines of Python. */
    readonly setuptools: Provenance & {
      readonly version: string;
      readonly lines: readonly string[];
    };
    readonly pipTools: Provenance & { readonly version: string };
    /** Digests of the wheels that are unpacked into an interpreter home. */
    readonly wheels: readonly (Provenance & {
      readonly wheel: string;
      readonly sha256: string;
    })[];
  };
  readonly stacks: {
    readonly stacks: readonly StackRow[];
    readonly default: Provenance & { readonly name: string };
    readonly retired: readonly (Provenance & { readonly name: string })[];
  };
  readonly django: { readonly series: readonly DjangoRow[] };
  readonly postgres: {
    readonly versions: readonly (Provenance & {
      readonly version: string;
      readonly supportEnds: string;
    })[];
    readonly default: Provenance & { readonly version: string };
    readonly plans: readonly (Provenance & {
      readonly plan: string;
      readonly connections: number;
    })[];
  };
  readonly packages: { readonly written: readonly PackageRow[] };
  readonly platform: {
    readonly phase: Provenance & {
      readonly name: string;
      readonly since: string;
      readonly means: string;
    };
  };
}

/** The tables that this version of the package carries. */
export const SHIPPED_TABLES: FactTables = {
  django,
  packages,
  platform,
  postgres,
  python,
  stacks,
  tools,
};
