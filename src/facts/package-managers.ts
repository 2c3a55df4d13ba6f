import { factsInForce } from './in-force.ts';

/** Version of each package manager that a buildpack pins, by its name. */
export interface PinnedVersions {
  readonly pip: string;
  readonly pipenv?: string;
  readonly poetry: string;
  readonly uv: string;
}

/** The versions of the package managers that each buildpack pins; the Cloud Native one has no Pipenv. */
export function packageManagerVersions(): {
  readonly classic: Required<PinnedVersions>;
  readonly cnb: PinnedVersions;
} {
  const { pins } = factsInForce().tables.tools;
  const pinned = (buildpack: 'classic' | 'cnb'): unknown =>
    Object.fromEntries(
      pins.flatMap((row) => (row[buildpack] === null ? [] : [[row.tool, row[buildpack]]])),
    );
  return {
    classic: pinned('classic') as Required<PinnedVersions>,
    cnb: pinned('cnb') as PinnedVersions,
  };
}

/** The pip-tools that compiles a requirements.in; Heroku installs what it wrote. */
export function pipToolsVersion(): string {
  return factsInForce().tables.tools.pipTools.version;
}

/** The setuptools that the classic buildpack adds beside pip, and the lines of Python that get it. */
export function setuptools(): { readonly version: string; readonly lines: readonly string[] } {
  return factsInForce().tables.tools.setuptools;
}

/**
 * SHA-256 of a wheel that is unpacked into an interpreter home, given as `pip==26.2.1`; undefined for
 * one that the tables do not name.
 */
export function wheelSha256(wheel: string): string | undefined {
  return factsInForce().tables.tools.wheels.find((one) => one.wheel === wheel)?.sha256;
}
