import {
  type RouterAnswer,
  type RouterTarget,
  sendThroughRouter,
} from '../../heroku/router/send-request.ts';
import type { Evidence } from '../rehearsal.ts';
import { RULE_OF_OBSERVATION as RULE } from '../rules-of-observations.ts';

/** Files of one page that are asked for at most. */
const MAX_FILES = 20;

export interface PageFilesOptions {
  readonly target: RouterTarget;
  readonly host: string;
  /** Path of the page, and what it answered. */
  readonly path: string;
  readonly page: RouterAnswer;
  readonly signal: AbortSignal;
}

/**
 * Follows the styles and scripts of a page as a browser does: each of the site's own must be there,
 * and none may come without encryption. Nothing when all is well.
 */
export async function observePageFiles(options: PageFilesOptions): Promise<readonly Evidence[]> {
  const { target, host, path, page, signal } = options;
  const evidence: Evidence[] = [];
  const insecure = new Set(insecureIn(page.body));
  for (const file of ownFiles(page.body, host, path)) {
    const answer = await sendThroughRouter(target, { path: file, host, scheme: 'https', signal });
    if (answer.status >= 400 || answer.code !== undefined)
      evidence.push({
        id: 'static-file',
        subject: file,
        name: `${file} of the page ${path}`,
        ok: false,
        severity: 'error',
        expected: '200',
        seen: answer.code ?? String(answer.status),
        rule: RULE.staticMissing,
      });
    else if (/\.m?js($|\?)/.test(file)) for (const one of socketsIn(answer.body)) insecure.add(one);
  }
  if (insecure.size > 0)
    evidence.push({
      id: 'mixed-content',
      subject: path,
      name: `what the page ${path} loads`,
      ok: false,
      severity: 'warning',
      expected: 'https: and wss: only, as the page itself comes over https',
      seen: `${[...insecure].slice(0, 5).join(', ')}: browsers block it`,
      rule: RULE.mixedContent,
    });
  return evidence;
}

function ownFiles(body: string, host: string, path: string): string[] {
  const tags = body.match(/<(script|link)\b[^>]*>/gi) ?? [];
  const addresses = tags.flatMap((tag) => {
    if (/^<link/i.test(tag) && !/\brel=["']?[^"'>]*stylesheet/i.test(tag)) return [];
    return /\b(?:src|href)=["']?([^"'\s>]+)/i.exec(tag)?.[1] ?? [];
  });
  const files = addresses.flatMap((address) => {
    const base = `https://${host}${path}`;
    const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
    return url?.host === host ? [url.pathname + url.search] : [];
  });
  return [...new Set(files)].slice(0, MAX_FILES);
}

/** What a page loads without encryption: scripts, styles and frames; pictures are upgraded. */
function insecureIn(body: string): string[] {
  const shown = body.replace(/<!--[\s\S]*?-->/g, '');
  const tags = shown.match(/<(script|link|iframe)\b[^>]*>/gi) ?? [];
  const loaded = tags.flatMap((tag) => {
    if (/^<link/i.test(tag) && !/\brel=["']?[^"'>]*stylesheet/i.test(tag)) return [];
    return /\b(?:src|href)=["']?(http:\/\/[^"'\s>]+)/i.exec(tag)?.[1] ?? [];
  });
  return [...loaded, ...socketsIn(shown)];
}

/** A script that chooses between `ws:` and `wss:` is left out. */
function socketsIn(text: string): string[] {
  if (!/WebSocket/.test(text) || /wss:/.test(text)) return [];
  return [...text.matchAll(/["'`](ws:\/\/(?!localhost|127\.)[^"'`\s]*)/g)].map((one) => one[1]!);
}
