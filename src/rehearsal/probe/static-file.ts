import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Inspection } from '../inspect-app.ts';

/** A hash in a file name, as Django's manifest storage writes it. */
const HASHED = /\.[0-9a-f]{12}\.[^/]+$/;

/** True when the file's name carries the hash of its content. */
export function isHashed(path: string): boolean {
  return HASHED.test(path);
}

/**
 * Returns the path of one static file to ask for: one that a page links, a hashed one if possible,
 * else one of the manifest in the slug. Undefined when neither names one, or when static files come
 * from another host.
 */
export function findStaticFile(
  pages: readonly string[],
  inspection: Inspection | undefined,
  slugFolder: string,
): string | undefined {
  const prefix = inspection?.staticUrl ?? '/static/';
  if (!prefix.startsWith('/')) return undefined;
  const linked = pages.flatMap((page) =>
    [...page.matchAll(/(?:href|src)=["']([^"'?#\s]+)/g)].map((match) => match[1] ?? ''),
  );
  const own = linked.filter((path) => path.startsWith(prefix) && path.length > prefix.length);
  return own.find(isHashed) ?? firstOfManifest(prefix, inspection, slugFolder) ?? own[0];
}

function firstOfManifest(
  prefix: string,
  inspection: Inspection | undefined,
  slugFolder: string,
): string | undefined {
  const path = join(slugFolder, inspection?.staticRoot ?? 'staticfiles', 'staticfiles.json');
  if (!existsSync(path)) return undefined;
  try {
    const { paths } = JSON.parse(readFileSync(path, 'utf8')) as { paths?: Record<string, string> };
    const name = Object.values(paths ?? {}).find(isHashed);
    return name === undefined ? undefined : prefix + name;
  } catch {
    // A manifest that is no JSON: the pages that use it fail on their own.
    return undefined;
  }
}
