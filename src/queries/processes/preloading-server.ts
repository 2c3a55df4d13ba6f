import type { Repository } from '../../project/repository.ts';
import type { Expression } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { dottedName, findAssignments } from '../../python/walk.ts';
import { pythonSource } from '../apps/python-source.ts';
import { gunicornConfigFile, webServers } from './web-server.ts';

/**
 * Where gunicorn is told to load the app before it forks its workers, on a dyno; undefined when it
 * certainly is not, or when it cannot be told.
 */
export function preloadingServer(repository: Repository): SourceRange | undefined {
  for (const server of webServers(repository)) {
    if (server.name !== 'gunicorn') continue;
    const option = server.call.args.find(({ text }) => /^--preload(-app)?$/.test(text));
    if (option !== undefined) return option.at;
    const source = pythonSource(repository, gunicornConfigFile(server));
    const value = source && lastValue(source, 'preload_app');
    if (value !== undefined && isTrueOnDyno(source!, value, 0))
      return { file: source!.file, start: value.start, end: value.end };
    const variable = repository.appJson?.env.get('GUNICORN_CMD_ARGS');
    if (variable?.value !== undefined && /(^|\s)--preload(\s|$)/.test(variable.value))
      return variable.at;
  }
  return undefined;
}

/** True when gunicorn's configuration closes what was opened before the fork. */
export function closesBeforeFork(repository: Repository): boolean {
  return webServers(repository).some((server) =>
    /\.close(_all|_if_unusable_or_obsolete)?\(|\.dispose\(/.test(
      repository.files.text(gunicornConfigFile(server)) ?? '',
    ),
  );
}

function lastValue(source: PySource, name: string): Expression | undefined {
  const last = findAssignments(source.module, name, { inBlocks: true }).at(-1);
  return last === undefined || last.kind === 'AugAssign' ? undefined : (last.value ?? undefined);
}

/** `True`, `"DYNO" in os.environ`, or a name that stands for one of them. */
function isTrueOnDyno(source: PySource, value: Expression, depth: number): boolean {
  if (value.kind === 'Constant') return value.value === true;
  if (value.kind === 'Name') {
    const named = depth < 3 ? lastValue(source, value.id) : undefined;
    return named !== undefined && isTrueOnDyno(source, named, depth + 1);
  }
  if (value.kind === 'Compare')
    return (
      value.ops[0] === 'In' &&
      value.left.kind === 'Constant' &&
      value.left.value === 'DYNO' &&
      /(^|\.)environ$/.test(dottedName(value.comparators[0]!) ?? '')
    );
  if (value.kind !== 'Call') return false;
  const [first] = value.args;
  if (first === undefined) return false;
  const name = dottedName(value.func) ?? '';
  if (name === 'bool') return isTrueOnDyno(source, first, depth + 1);
  return (
    /(^|\.)(getenv|environ\.get)$/.test(name) && first.kind === 'Constant' && first.value === 'DYNO'
  );
}
