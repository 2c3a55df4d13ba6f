import { defineRule } from '../check/rule.ts';
import { websocketRoute } from '../queries/apps/websocket-routes.ts';
import { serverInterface } from '../queries/processes/server-interface.ts';
import { webServers } from '../queries/processes/web-server.ts';

export default defineRule<{ server: string; file: string }>({
  id: 'websocket-behind-wsgi',
  group: 'processes',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Channels documentation, "Deploying": run protocol servers',
    url: 'https://channels.readthedocs.io/en/stable/deploying.html#run-protocol-servers',
  },
  docs: 'The project has WebSocket routes, and the `web` process serves WSGI, which has no WebSockets.',
  example: { server: 'gunicorn', file: 'shop/asgi.py' },
  *check(repository) {
    const servers = webServers(repository);
    if (servers.length === 0) return;
    const kinds = servers.map((server) => serverInterface(repository, server));
    if (kinds.some((kind) => kind !== 'wsgi')) return;
    const route = websocketRoute(repository);
    const server = servers[0];
    if (route !== undefined && server !== undefined)
      yield {
        at: (server.application ?? server.call).at,
        facts: { server: server.name, file: route.file },
      };
  },
  message: ({ server, file }) => ({
    what: `\`${file}\` routes WebSockets, and the \`web\` process serves the project as WSGI with ${server}.`,
    why: 'WSGI has no WebSockets: each handshake is answered like a page that does not exist (404), although runserver with daphne accepts it. Only `web` gets requests, so a second process type for them does not help.',
    next: 'Serve the ASGI application in `web`, for instance with `uvicorn-worker` declared:\n  web: gunicorn shop.asgi -k uvicorn_worker.UvicornWorker',
  }),
});
