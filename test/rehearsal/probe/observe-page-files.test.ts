import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { sendThroughRouter } from '../../../src/heroku/router/send-request.ts';
import { observePageFiles } from '../../../src/rehearsal/probe/observe-page-files.ts';
import type { Evidence } from '../../../src/rehearsal/rehearsal.ts';
import { HOST, withHttpDyno } from '../../heroku/router/pretend-dyno.ts';

async function evidenceOf(files: Readonly<Record<string, string>>): Promise<readonly Evidence[]> {
  let evidence: readonly Evidence[] = [];
  const listener: RequestListener = ({ url = '' }, response) => {
    const text = files[url];
    response.writeHead(text === undefined ? 404 : 200).end(text ?? '');
  };
  await withHttpDyno(listener, async ({ target }) => {
    const page = await sendThroughRouter(target, { path: '/', host: HOST, scheme: 'https' });
    const { signal } = new AbortController();
    evidence = await observePageFiles({ target, host: HOST, path: '/', page, signal });
  });
  return evidence;
}

const PAGE =
  '<link rel="stylesheet" href="/static/a.css"><script src="static/b.js" defer></script>';

test('styles and scripts that are there, and come over https, are no finding', async () => {
  const sound = 'new WebSocket((location.protocol === "https:" ? "wss:" : "ws://") + "/ws/")';
  expect(
    await evidenceOf({
      '/': `${PAGE}<script src="https://cdn.example.com/x.js"></script>`,
      '/static/a.css': '',
      '/static/b.js': sound,
    }),
  ).toEqual([]);
});

test('a script that is missing, and a WebSocket without encryption, are found', async () => {
  expect(
    (
      await evidenceOf({
        '/': `${PAGE}<script src="/static/live.js"></script><script src="http://cdn.example.com/x.js"></script>`,
        '/static/a.css': '',
        '/static/live.js': 'new WebSocket("ws://" + location.host)',
      })
    ).map(({ id, seen, rule }) => [id, seen, rule]),
  ).toEqual([
    ['static-file', '404', 'whitenoise-missing'],
    ['mixed-content', 'http://cdn.example.com/x.js, ws://: browsers block it', 'mixed-content'],
  ]);
});
