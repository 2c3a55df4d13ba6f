import { expect, test } from 'vitest';
import { type Front, type Route, startFront } from '../../../src/heroku/router/front.ts';
import { withHttpDyno } from './pretend-dyno.ts';

async function withFront(route: Route, work: (url: string, front: Front) => Promise<void>): Promise<void> {
  const front = await startFront(0, () => route);
  try {
    await work(`http://127.0.0.1:${front.port}`, front);
  } finally {
    await front.close();
  }
}

test('a form post reaches the app as https from its own host, with its body', async () => {
  await withHttpDyno(
    (request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk)).on('end', () => response.end(JSON.stringify({ ...request.headers, body })));
    },
    async ({ target, lines }) => {
      await withFront({ ...target, host: 'shop.example.com' }, async (url) => {
        const answer = await fetch(`${url}/order`, { method: 'POST', body: 'a=1', headers: { Origin: url, Referer: `${url}/cart` } });
        expect(await answer.json()).toMatchObject({
          host: 'shop.example.com',
          origin: 'https://shop.example.com',
          referer: 'https://shop.example.com/cart',
          'x-forwarded-proto': 'https',
          body: 'a=1',
        });
        expect(lines[0]).toMatch(/^at=info method=POST path="\/order" host=shop.example.com .* status=200 bytes=\d+ protocol=https$/);
      });
    },
  );
});

test('a redirect to the own host comes back as a local address, one to another host stays', async () => {
  await withHttpDyno(
    (request, response) => {
      const Location = request.url === '/own' ? 'https://shop.example.com/next' : 'https://other.example.com/';
      response.writeHead(302, { Location }).end();
    },
    async ({ target }) => {
      await withFront({ ...target, host: 'shop.example.com' }, async (url) => {
        const ask = async (path: string) => (await fetch(url + path, { redirect: 'manual' })).headers.get('location');
        expect(await ask('/own')).toBe(`${url}/next`);
        expect(await ask('/other')).toBe('https://other.example.com/');
      });
    },
  );
});

test('without a dyno the router answers itself, with the code', async () => {
  await withFront({ code: 'H10' }, async (url) => {
    const answer = await fetch(url);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('H10 App crashed. Run: dynoready explain H10');
  });
});

test('a taken port is refused', async () => {
  await withFront({ code: 'H20' }, async (_url, front) => {
    await expect(startFront(front.port, () => ({ code: 'H20' }))).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
