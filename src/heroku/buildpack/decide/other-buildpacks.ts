import { isTable, tomlMember } from '../../../project/dependencies/plain-toml.ts';
import type { FileTree } from '../../../python/file-tree.ts';

/**
 * The buildpacks that `app.json` names beside Python's: a push would run them, this build does not.
 */
export function otherBuildpacks(files: FileTree): readonly string[] {
  let document: unknown;
  try {
    document = JSON.parse(files.text('app.json') ?? '');
  } catch {
    return [];
  }
  const buildpacks = tomlMember(document, 'buildpacks');
  if (!Array.isArray(buildpacks)) return [];
  const urls = buildpacks
    .filter(isTable)
    .flatMap(({ url }) => (typeof url === 'string' ? [url] : []));
  return urls.filter((url) => !/^heroku\/python$|heroku-buildpack-python/.test(url));
}
