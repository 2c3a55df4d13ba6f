import { defineRule, type Fix, fixFrom } from '../check/rule.ts';
import { bindToPort } from '../edits/python/gunicorn-bind.ts';
import type { Repository } from '../project/repository.ts';
import type { SourceRange } from '../python/source-range.ts';
import { pythonSource } from '../queries/apps/python-source.ts';
import type { ProgramCall } from '../queries/processes/process-commands.ts';
import { type AddressFault, fixedAddress } from '../queries/processes/server-address.ts';
import { gunicornSetting, type WebServer, webServers } from '../queries/processes/web-server.ts';

interface Facts {
  readonly server: string;
  readonly fault: AddressFault | 'default';
  readonly address: string;
}

/** Where each server listens when it is not told; gunicorn takes `$PORT` by itself. */
const DEFAULT_ADDRESS: Readonly<Record<string, string>> = {
  uvicorn: '127.0.0.1:8000',
  daphne: '127.0.0.1:8000',
  hypercorn: '127.0.0.1:8000',
  'waitress-serve': '0.0.0.0:8080',
};

export default defineRule<Facts>({
  id: 'procfile-fixed-port',
  group: 'processes',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Dyno Startup Behavior"',
    url: 'https://devcenter.heroku.com/articles/dyno-startup-behavior',
  },
  leadsTo: ['R10', 'H20', 'H21'],
  docs: 'The web server listens on a fixed port, the loopback address or a socket instead of `$PORT`.',
  example: { server: 'gunicorn', fault: 'port', address: '0.0.0.0:8000' },
  *check(repository) {
    for (const server of webServers(repository).filter(({ call }) => !isBehindAnother(call)))
      yield* server.name === 'gunicorn' ? gunicorn(repository, server) : others(server);
  },
  message: ({ server, fault, address }) => ({
    what: {
      port: `${server} is configured to listen on ${address}, a fixed port.`,
      loopback: `${server} is configured to listen on ${address}, which only programs on the same dyno can reach.`,
      socket: `${server} is configured to listen on ${address}, a socket inside the dyno.`,
      default: `${server} is not told a port and listens on ${address}.`,
    }[fault],
    why: 'The router connects to `$PORT`, which differs at every start. A dyno that has not bound it after 60 seconds is killed with R10.',
    next:
      server === 'gunicorn'
        ? 'Remove the address: gunicorn reads `$PORT` from the environment and listens on all interfaces.'
        : `Listen on all interfaces and on the port of the environment:\n  ${EXAMPLE[server] ?? ''}`,
  }),
});

const EXAMPLE: Readonly<Record<string, string>> = {
  uvicorn: 'uvicorn --host 0.0.0.0 --port $PORT …',
  daphne: 'daphne -b 0.0.0.0 -p $PORT …',
  hypercorn: 'hypercorn --bind 0.0.0.0:$PORT …',
  'waitress-serve': 'waitress-serve --port=$PORT …',
};

/** Whether something in front of the program listens on `$PORT`, as nginx does. */
function isBehindAnother({ wrappers }: ProgramCall): boolean {
  return wrappers.some(({ wrapper }) => wrapper.bindsPort === true);
}

function* gunicorn(
  repository: Repository,
  server: WebServer,
): Generator<{ at: SourceRange; facts: Facts; fix?: Fix; declined?: string }> {
  const bind = gunicornSetting(repository, server, 'bind');
  if (bind === undefined || typeof bind.value !== 'string') return;
  const fault = fixedAddress(bind.value);
  if (fault === undefined) return;
  const option = server.options.get('bind');
  const facts = { server: server.name, fault, address: bind.value };
  if (option === undefined) {
    const file = pythonSource(repository, bind.at.file);
    yield {
      at: bind.at,
      facts,
      ...fixFrom('Listen on $PORT', 'safe', bind.at.file, file && bindToPort(file)),
    };
  } else {
    const edits = [
      {
        file: option.valueAt.file,
        start: option.valueAt.start,
        end: option.valueAt.end,
        text: '0.0.0.0:$PORT',
      },
    ];
    yield { at: option.at, facts, fix: { title: 'Listen on $PORT', safety: 'safe', edits } };
  }
}

function* others(server: WebServer): Generator<{ at: SourceRange; facts: Facts; fix?: Fix }> {
  // A socket handed over by the platform or by an nginx in front has its own rules.
  if (server.options.has('fd') || server.options.has('endpoint')) return;
  const port = server.options.get('port') ?? server.options.get('listen');
  const bind = server.options.get('bind');
  const host =
    server.options.get('host')?.value ?? (server.name === 'daphne' ? bind?.value : undefined);
  const at = port?.at ?? bind?.at ?? server.call.at;
  const address =
    server.name === 'hypercorn'
      ? bind?.value
      : port && `${host ?? defaultHost(server.name)}:${port.value}`;
  if (address === undefined) {
    yield {
      at,
      facts: { server: server.name, fault: 'default', address: DEFAULT_ADDRESS[server.name] ?? '' },
    };
    return;
  }
  const fault = fixedAddress(address);
  if (fault !== undefined) yield { at, facts: { server: server.name, fault, address } };
}

function defaultHost(server: string): string {
  return DEFAULT_ADDRESS[server]?.split(':')[0] ?? '';
}
