import { defineRule } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { serverInterface, serverModule } from '../queries/processes/server-interface.ts';
import { type WebServer, webServers } from '../queries/processes/web-server.ts';

interface Facts {
  readonly server: string;
  readonly module: string;
  /** What the module holds. */
  readonly application: 'asgi' | 'wsgi';
}

export default defineRule<Facts>({
  id: 'server-interface-mismatch',
  group: 'processes',
  severity: 'error',
  since: '0.1.0',
  source: {
    title: 'Django documentation, "How to deploy with ASGI"',
    url: 'https://docs.djangoproject.com/en/6.1/howto/deployment/asgi/',
  },
  docs: 'A WSGI server loads an ASGI application, or the other way round.',
  example: { server: 'gunicorn', module: 'shop.asgi', application: 'asgi' },
  *check(repository) {
    for (const server of webServers(repository)) {
      const served = serverModule(repository, server);
      const application = interfaceOf(repository, served?.file);
      const expected = serverInterface(repository, server);
      if (served === undefined || application === undefined || expected === 'unknown') continue;
      if (expected !== application)
        yield {
          at: server.application?.at,
          facts: { server: nameOf(server), module: served.module, application },
        };
    }
  },
  message: ({ server, module, application }) => ({
    what: `\`${module}\` is ${application === 'asgi' ? 'an ASGI' : 'a WSGI'} application, and ${server} calls it as ${application === 'asgi' ? 'WSGI' : 'ASGI'}.`,
    why: 'The server starts, and then each request ends in a TypeError about the arguments of the application: every page is a 500.',
    next:
      application === 'asgi'
        ? `Use a worker that speaks ASGI, with \`uvicorn-worker\` declared:\n  web: gunicorn ${module} -k uvicorn_worker.UvicornWorker`
        : `Load the ASGI application:\n  ${module.replace(/wsgi$/, 'asgi')}`,
  }),
});

function nameOf(server: WebServer): string {
  const worker = server.options.get('worker-class')?.value;
  return worker === undefined ? server.name : `${server.name} with ${worker}`;
}

/** What a module builds, where it builds one kind only and wraps nothing. */
function interfaceOf(
  { files }: Repository,
  file: string | undefined,
): Facts['application'] | undefined {
  const text = file === undefined ? '' : (files.text(file) ?? '');
  if (/WsgiToAsgi|AsgiToWsgi|WSGIMiddleware|a2wsgi/i.test(text)) return undefined;
  const isAsgi = /\bget_asgi_application\(|\bProtocolTypeRouter\(/.test(text);
  const isWsgi = /\bget_wsgi_application\(/.test(text);
  return isAsgi === isWsgi ? undefined : isAsgi ? 'asgi' : 'wsgi';
}
