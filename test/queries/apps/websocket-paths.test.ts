import { expect, test } from 'vitest';
import { assembleRepository } from '../../../src/project/assemble.ts';
import { memoryFiles } from '../../../src/python/file-tree.ts';
import { websocketPaths } from '../../../src/queries/apps/websocket-paths.ts';

const pathsOf = (routes: string): string[] =>
  websocketPaths(
    assembleRepository(
      '/app',
      memoryFiles({
        'shop/asgi.py': 'application = ProtocolTypeRouter({"websocket": URLRouter(routes)})\n',
        'chat/routing.py': routes,
      }),
      { git: () => undefined },
    ),
  );

test.each([
  ['path("ws/notes/", NoteConsumer.as_asgi())', ['/ws/notes/']],
  ["path('ws/<int:pk>/<room>/', consumers.Room.as_asgi())", ['/ws/1/dynoready/']],
  ['re_path(r"^ws/chat/(?P<room>\\w+)/$", Chat.as_asgi())', ['/ws/chat/dynoready/']],
  ['re_path(r"ws/(a|b)*/x", Chat.as_asgi())', []],
  ['path("about/", views.about)', []],
])('%s is opened at %j', (routes, expected) => {
  expect(pathsOf(routes)).toEqual(expected);
});
