import { defineRule } from '../check/rule.ts';
import type { AsyncFunctionDef, Call, FunctionDef } from '../python/nodes.ts';
import type { PySource } from '../python/parse.ts';
import { dottedName, walk } from '../python/walk.ts';
import { loadedPaths } from '../queries/apps/loaded-uses.ts';
import { pythonSource } from '../queries/apps/python-source.ts';
import { gunicornWorkerKind, serverInterface } from '../queries/processes/server-interface.ts';
import { webServers } from '../queries/processes/web-server.ts';

interface Facts {
  /**
   * `worker`: a sync worker is busy with one stream. `generator`: Django collects the whole stream
   * first, since generator and server are of two kinds.
   */
  readonly fault: 'worker' | 'generator';
  readonly server: string;
  readonly generator: string;
}

export default defineRule<Facts>({
  id: 'event-stream-blocked',
  group: 'processes',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "StreamingHttpResponse": performance considerations',
    url: 'https://docs.djangoproject.com/en/6.1/ref/request-response/#performance-considerations',
  },
  leadsTo: ['H12'],
  docs: 'A view streams events without end on a server that cannot.',
  example: { fault: 'worker', server: 'gunicorn', generator: 'events' },
  *check(repository) {
    const server = webServers(repository).at(-1);
    const calledAs = server && serverInterface(repository, server);
    if (server === undefined || calledAs === 'unknown') return;
    const isSync = server.name === 'gunicorn' && gunicornWorkerKind(repository, server) === 'sync';
    for (const file of loadedPaths(repository)) {
      const text = repository.files.text(file) ?? '';
      if (!text.includes('StreamingHttpResponse(')) continue;
      const source = pythonSource(repository, file);
      for (const { call, generator, isEndless, isAsync } of source ? streams(source) : []) {
        const isCollected = isEndless && isAsync === (calledAs === 'wsgi');
        if (!isCollected && !isSync) continue;
        const fault = isCollected ? 'generator' : 'worker';
        yield {
          at: { file, start: call.func.start, end: call.func.end },
          facts: { fault, server: server.name, generator },
        };
      }
    }
  },
  message: ({ fault, server, generator }) =>
    fault === 'generator'
      ? {
          what: `The stream of \`${generator}\` has no end, and ${server} runs the project so that Django collects it before it sends anything.`,
          why: 'Under WSGI Django collects an asynchronous generator first, under ASGI a synchronous one: the visitor never gets a byte, and after 30 seconds the router answers H12.',
          next: 'Make the generator asynchronous under ASGI (`async def`, `await asyncio.sleep`), synchronous under WSGI.',
        }
      : {
          what: `\`${generator}\` streams events, and ${server} runs sync workers without threads.`,
          why: 'Each open page keeps one worker for itself, and a dyno has two: the second visitor stops the site for everybody (H12), until gunicorn kills the workers for their silence.',
          next: 'Serve the project as ASGI, with an asynchronous generator:\n  web: gunicorn shop.asgi -k uvicorn_worker.UvicornWorker\nOr give each worker threads, one for each open page:\n  web: gunicorn shop.wsgi --threads 20',
        },
});

interface Stream {
  readonly call: Call;
  readonly generator: string;
  readonly isEndless: boolean;
  readonly isAsync: boolean;
}

/** The responses of a file that stream events, or a generator of the file that never ends. */
function* streams({ module }: PySource): Generator<Stream> {
  const nodes = [...walk(module)];
  const functions = new Map<string, FunctionDef | AsyncFunctionDef>();
  for (const node of nodes)
    if (node.kind === 'FunctionDef' || node.kind === 'AsyncFunctionDef')
      functions.set(node.name, node);
  for (const call of nodes) {
    if (call.kind !== 'Call' || !/(^|\.)StreamingHttpResponse$/.test(dottedName(call.func) ?? ''))
      continue;
    const [made] = call.args;
    const generator = (made?.kind === 'Call' ? dottedName(made.func) : undefined) ?? 'the view';
    const own = functions.get(generator.split('.').at(-1) ?? '');
    const isEndless = own !== undefined && neverEnds(own);
    const type = call.keywords.find(({ arg }) => arg === 'content_type')?.value;
    const sendsEvents =
      type?.kind === 'Constant' && type.type === 'str' && /^text\/event-stream/.test(type.value);
    if (sendsEvents || isEndless)
      yield { call, generator, isEndless, isAsync: own?.kind === 'AsyncFunctionDef' };
  }
}

/** True for a function with `while True:` that yields inside and neither breaks nor returns. */
function neverEnds(own: FunctionDef | AsyncFunctionDef): boolean {
  return [...walk(own)].some((node) => {
    if (node.kind !== 'While' || node.test.kind !== 'Constant' || node.test.value !== true)
      return false;
    const inside = node.body.flatMap((statement) => [...walk(statement)]);
    return (
      inside.some(({ kind }) => kind === 'Yield') &&
      !inside.some(({ kind }) => kind === 'Break' || kind === 'Return')
    );
  });
}
