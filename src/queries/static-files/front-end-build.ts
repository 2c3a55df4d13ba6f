import { parseJson } from '../../project/json.ts';
import type { Repository } from '../../project/repository.ts';

/** The package.json that heroku/nodejs would build from: the one in the root. */
const PACKAGE = 'package.json';

/** True when the root has a package.json whose build heroku/nodejs would run. */
export function hasFrontEndBuild({ files }: Repository): boolean {
  const text = files.text(PACKAGE);
  const parsed = text === undefined ? undefined : parseJson(text);
  const scripts = parsed?.ok ? parsed.root.members?.get('scripts')?.node.members : undefined;
  return ['build', 'heroku-prebuild', 'heroku-postbuild'].some((name) => scripts?.has(name));
}
