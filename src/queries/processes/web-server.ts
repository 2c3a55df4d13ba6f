import type { PlainValue } from '../../evaluator/api.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { literalAssignment } from '../apps/python-source.ts';
import { type ProgramCall, processCalls, type ShellWord } from './process-commands.ts';

/**
 * One option of a server's command line with its value; `at` covers both, `valueAt` the value
 * alone.
 */
export interface ServerOption {
  readonly value: string;
  readonly at: SourceRange;
  readonly valueAt: SourceRange;
}

/** A server that the `web` process type starts. */
export interface WebServer {
  readonly name: 'gunicorn' | 'uvicorn' | 'daphne' | 'hypercorn' | 'waitress-serve';
  readonly call: ProgramCall;
  /** The application as `module:attribute`, if it is named on the command line. */
  readonly application: ShellWord | undefined;
  /** Options by long name without dashes; the last one given wins. */
  readonly options: ReadonlyMap<string, ServerOption>;
}

const SERVERS = ['gunicorn', 'uvicorn', 'daphne', 'hypercorn', 'waitress-serve'] as const;

const SHORT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  gunicorn: {
    b: 'bind',
    c: 'config',
    k: 'worker-class',
    w: 'workers',
    t: 'timeout',
    g: 'group',
    u: 'user',
    n: 'name',
    p: 'pid',
    e: 'env',
  },
  daphne: {
    b: 'bind',
    p: 'port',
    u: 'unix-socket',
    v: 'verbosity',
    e: 'endpoint',
    t: 'http-timeout',
  },
  hypercorn: { b: 'bind', c: 'config', k: 'worker-class', w: 'workers', p: 'pid' },
};

/** Options of the servers that stand alone, without a value. */
const FLAGS = new Set(
  (
    'preload reload reuse-port daemon check-config print-config capture-output enable-stdio-inheritance no-sendfile spew proxy-protocol ' +
    'disable-redirect-access-to-syslog no-access-log access-log proxy-headers no-proxy-headers no-server-header use-colors no-use-colors debug ' +
    'strip-header-spaces no-control-socket factory D R'
  ).split(' '),
);

/**
 * The servers that the `web` process type starts; none when it has none that is known here, such as
 * a script.
 */
export function webServers(repository: Repository): WebServer[] {
  return processCalls(repository, 'web').flatMap((call) => {
    const name = SERVERS.find((server) => server === call.program);
    return name === undefined ? [] : [readServer(name, call)];
  });
}

function readServer(name: WebServer['name'], call: ProgramCall): WebServer {
  const options = new Map<string, ServerOption>();
  let application: ShellWord | undefined;
  for (let index = 0; index < call.args.length; index += 1) {
    const word = call.args[index]!;
    const match = /^(--?)([A-Za-z][\w-]*)(=)?/.exec(word.text);
    if (match === null) {
      application ??= word;
      continue;
    }
    const [whole, dashes, written, equals] = match;
    const short = dashes === '-' ? SHORT[name]?.[written!.charAt(0)] : undefined;
    const option = dashes === '-' ? (short ?? written!.charAt(0)) : written!;
    if (FLAGS.has(option)) continue;
    const joined =
      equals !== undefined ? whole.length : dashes === '-' && word.text.length > 2 ? 2 : undefined;
    if (joined !== undefined) {
      const valueAt = { ...word.at, start: word.at.start + joined };
      options.set(option, { value: word.text.slice(joined), at: word.at, valueAt });
      continue;
    }
    const value = call.args[index + 1];
    if (value === undefined) continue;
    options.set(option, {
      value: value.text,
      at: { ...word.at, end: value.at.end },
      valueAt: value.at,
    });
    index += 1;
  }
  return { name, call, application, options };
}

/** The file that gunicorn takes its settings from, whether or not it is there. */
export function gunicornConfigFile(server: WebServer): string {
  return server.options.get('config')?.value.replace(/^\.\//, '') ?? 'gunicorn.conf.py';
}

/**
 * A value that gunicorn's command line or, failing that, its configuration file gives as a literal;
 * undefined when neither does.
 */
export function gunicornSetting(
  repository: Repository,
  server: WebServer,
  name: string,
): { value: PlainValue; at: SourceRange } | undefined {
  const option = server.options.get(name.replaceAll('_', '-'));
  if (option !== undefined) return { value: option.value, at: option.at };
  return literalAssignment(repository, gunicornConfigFile(server), name);
}

/**
 * The server of the `web` process type that runs the app as ASGI, such as `daphne`; undefined when
 * none certainly does.
 */
export function asynchronousServer(repository: Repository): string | undefined {
  for (const server of webServers(repository)) {
    if (server.options.get('interface')?.value === 'wsgi' || server.name === 'waitress-serve')
      continue;
    if (server.name !== 'gunicorn') return server.name;
    const worker = gunicornSetting(repository, server, 'worker_class')?.value;
    if (typeof worker === 'string' && /uvicorn|asgi/i.test(worker))
      return `gunicorn with ${worker}`;
  }
  return undefined;
}
