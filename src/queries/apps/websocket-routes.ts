import type { Repository } from '../../project/repository.ts';
import { folderPrefix } from '../../python/folder-prefix.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { knownSetting } from '../settings/production-settings.ts';
import { importRootOf } from './installed-apps.ts';

/** `"websocket": …` of a ProtocolTypeRouter, or a comparison with the type of the connection. */
const ROUTE =
  /(["'])websocket\1\s*:|scope\[["']type["']\]\s*==\s*["']websocket["']|scope\.get\(["']type["']\)\s*==\s*["']websocket["']/;

/**
 * Where the ASGI application of the project sends WebSocket connections to; undefined when it takes
 * none. A route in a comment counts as none.
 */
export function websocketRoute(repository: Repository): SourceRange | undefined {
  const prefix = folderPrefix(repository.djangoProject?.root ?? '');
  const application = knownSetting(repository, 'ASGI_APPLICATION')?.value;
  const named =
    typeof application === 'string'
      ? `${importRootOf(repository) ?? ''}${application.replace(/\.\w+$/, '').replaceAll('.', '/')}.py`
      : undefined;
  const paths = repository.files.paths.filter(
    (path) => path === named || (path.startsWith(prefix) && /(^|\/)(asgi|routing)\.py$/.test(path)),
  );
  for (const file of paths) {
    const text = repository.files.text(file) ?? '';
    const code = text.replace(/^[ \t]*#.*$/gm, (comment) => ' '.repeat(comment.length));
    const found = ROUTE.exec(code);
    if (found !== null)
      return { file, start: found.index, end: found.index + found[0].replace(/\s*:$/, '').length };
  }
  return undefined;
}
