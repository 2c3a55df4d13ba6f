import { compareCycles } from '../end-of-life.ts';
import type { FactTables, PackageRow } from '../tables.ts';
import { newerVersion } from './newer.ts';
import type { KeptNote, Readings } from './readings.ts';

type Tools = FactTables['tools'];

/**
 * The pinned package managers with what was read. A pip whose wheel the index does not show is not
 * taken over: a build unpacks it by its digest.
 */
export function renewTools(tools: Tools, readings: Readings, kept: KeptNote): Tools {
  const { classic, cnb, index, today } = readings;
  const wheels = new Map(tools.wheels.map((row) => [row.wheel, row]));
  const hasWheel = (version: string | undefined): boolean => {
    const wheel = `pip==${version}`;
    const found = index.pip?.find((release) => release.version === version)?.wheel;
    if (found !== undefined && !wheels.has(wheel))
      wheels.set(wheel, { wheel, sha256: found.sha256, ...fromIndex('pip', today) });
    return wheels.has(wheel);
  };
  const pins = tools.pins.map((row) => {
    const pinned = (buildpack: 'classic' | 'cnb'): string | undefined => {
      const version = readings[buildpack].pins[row.tool];
      if (version === undefined || row.tool !== 'pip' || hasWheel(version)) return version;
      kept(`pip, ${buildpack}: ${version} was read, and the index did not show its wheel`);
      return undefined;
    };
    const read = { classic: pinned('classic'), cnb: pinned('cnb') };
    if (read.classic === undefined && read.cnb === undefined) return row;
    const tags = [
      read.classic && `heroku/heroku-buildpack-python ${classic.changelog?.newest.tag}`,
      read.cnb && `heroku/buildpacks-python ${cnb.changelog?.newest.tag}`,
    ].filter(Boolean);
    const url =
      read.classic === undefined
        ? `https://github.com/heroku/buildpacks-python/tree/${cnb.changelog?.newest.tag}/requirements`
        : `https://github.com/heroku/heroku-buildpack-python/tree/${classic.changelog?.newest.tag}/requirements`;
    return {
      tool: row.tool,
      classic: newerVersion(`${row.tool}, classic`, row.classic, read.classic, kept),
      cnb: newerVersion(`${row.tool}, cnb`, row.cnb, read.cnb, kept),
      source: { title: `${tags.join(' and ')}: requirements`, url },
      read: today,
    };
  });
  const pipTools = index['pip-tools']?.at(-1)?.version;
  return {
    ...tools,
    pins,
    pipTools:
      pipTools === undefined || compareCycles(pipTools, tools.pipTools.version) < 0
        ? tools.pipTools
        : { version: pipTools, ...fromIndex('pip-tools', today) },
    wheels: [...wheels.values()],
  };
}

/** The packages that the generator writes, with the newest release that the index shows. */
export function renewPackages(
  packages: readonly PackageRow[],
  { index, today }: Readings,
  kept: KeptNote,
): readonly PackageRow[] {
  return packages.map((row) => {
    const read = index[row.package]?.at(-1)?.version;
    if (read === undefined) return row;
    const newest = newerVersion(row.package, row.newest, read, kept) ?? read;
    return { package: row.package, newest, ...fromIndex(row.package, today) };
  });
}

function fromIndex(name: string, read: string) {
  return { source: { title: `PyPI, ${name}`, url: `https://pypi.org/project/${name}/` }, read };
}
