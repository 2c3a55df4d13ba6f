import { type RouterTarget, sendThroughRouter } from '../../../src/heroku/router/send-request.ts';
import type { LiveApp } from '../../../src/rehearsal/live-app.ts';

/** What an app answers to requests that come as Heroku's router sends them. */
export interface Answers {
  /** Status of the page over https. */
  readonly https: number;
  /** Status of the page over plain http, and where it sends the visitor. */
  readonly http: { readonly status: number; readonly location: string | undefined };
  /** Status of the page under a host name that is not the app's. */
  readonly foreignHost: number;
  /** True when a page that does not exist shows Django's page for developers. */
  readonly debugPage: boolean;
  /** The stylesheet that the page names; undefined when there is no page. */
  readonly stylesheet:
    | {
        readonly status: number;
        readonly cacheControl: string | undefined;
        readonly encoding: string | undefined;
      }
    | undefined;
  /** True when the default storage keeps a file, asked in a one-off dyno. */
  readonly storesFiles: boolean;
}

const STORE_FILE = [
  'from django.core.files.base import ContentFile',
  'from django.core.files.storage import default_storage',
  "default_storage.save('comparison.txt', ContentFile(b'kept'))",
].join('; ');

/** Asks a running app for its page, its stylesheet and what it must refuse. */
export async function askAsVisitor(target: RouterTarget, app: LiveApp): Promise<Answers> {
  const get = (path: string, scheme: 'http' | 'https', host = app.host) =>
    sendThroughRouter(target, { path, host, scheme });
  const page = await get('/', 'https');
  const plain = await get('/', 'http');
  const foreign = await get('/', 'https', 'attacker.example');
  const missing = await get('/no-such-page-of-the-comparison', 'https');
  const href = /href="([^"]+\.css)"/.exec(page.body)?.[1];
  const style =
    page.status === 200 && href !== undefined
      ? await sendThroughRouter(target, {
          path: href,
          host: app.host,
          scheme: 'https',
          headers: { 'Accept-Encoding': 'gzip, br' },
        })
      : undefined;
  const command = `python manage.py shell -c "${STORE_FILE}" >/dev/null 2>&1`;
  const stored = await app.runAttached(command, { TERM: 'dumb', COLUMNS: '80', LINES: '24' });
  return {
    https: page.status,
    http: { status: plain.status, location: plain.headers.location },
    foreignHost: foreign.status,
    debugPage: missing.body.includes('DEBUG = True'),
    stylesheet:
      style === undefined
        ? undefined
        : {
            status: style.status,
            cacheControl: style.headers['cache-control'],
            encoding: style.headers['content-encoding'],
          },
    storesFiles: stored === 0,
  };
}
