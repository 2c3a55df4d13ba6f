import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An installed package that brings a static file. */
export interface StaticFileOwner {
  readonly package: string;
  readonly version: string;
}

/** Folders of packages that are looked into. */
const MAX_FOLDERS = 2_000;

/**
 * The static file that collectstatic was working on when it failed, as its log names it; undefined
 * where it names none.
 */
export function failedStaticFile(log: string): string | undefined {
  return (
    /Post-processing '([^'\n]+)' failed/.exec(log)?.[1] ??
    /The (?:CSS|JS|JavaScript) file '([^'\n]+)' references/.exec(log)?.[1]
  );
}

/**
 * The package that brings a static file, by the lists of files that pip leaves; undefined for a
 * file that no installed package brings.
 */
export function staticFileOwner(pythonHome: string, name: string): StaticFileOwner | undefined {
  for (const packages of sitePackages(pythonHome)) {
    const entries = readdirSync(packages).slice(0, MAX_FOLDERS);
    const path = entries
      .flatMap((entry) => [`${entry}/static/${name}`, ...nested(packages, entry, name)])
      .find((one) => existsSync(join(packages, one)));
    if (path === undefined) continue;
    for (const entry of entries) {
      const [, project, version] = /^(.+?)-([^-]+)\.dist-info$/.exec(entry) ?? [];
      if (project === undefined || version === undefined) continue;
      const record = join(packages, entry, 'RECORD');
      if (existsSync(record) && readFileSync(record, 'utf8').includes(`${path},`))
        return { package: project.replaceAll('_', '-'), version };
    }
  }
  return undefined;
}

function sitePackages(pythonHome: string): string[] {
  const library = join(pythonHome, 'lib');
  if (!existsSync(library)) return [];
  return readdirSync(library)
    .filter((entry) => /^python3\.\d+$/.test(entry))
    .map((entry) => join(library, entry, 'site-packages'))
    .filter((folder) => existsSync(folder));
}

/** The same file in the apps inside a package, such as `wagtail/admin`. */
function nested(packages: string, entry: string, name: string): string[] {
  if (/[.-]/.test(entry)) return [];
  try {
    return readdirSync(join(packages, entry), { withFileTypes: true })
      .filter((one) => one.isDirectory() && one.name !== 'static')
      .slice(0, MAX_FOLDERS)
      .map((one) => `${entry}/${one.name}/static/${name}`);
  } catch {
    return [];
  }
}
