import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';

/** An address without encryption that a page of the project asks a browser to load. */
export interface InsecureAddress {
  /** As far as it is written down, such as `ws://`. */
  readonly address: string;
  readonly kind: 'websocket' | 'request' | 'resource' | 'form' | 'image';
  readonly at: SourceRange;
}

/** Hosts that a browser treats as secure, or that only a developer has. */
const ELSEWHERE = '(?!localhost|127\\.|0\\.0\\.0\\.0|\\[::1\\]|[\\w.-]*\\.(?:test|local)\\b)';
const SCRIPT: readonly (readonly [InsecureAddress['kind'], RegExp])[] = [
  ['websocket', new RegExp(`(["'\`])(ws://${ELSEWHERE}[^"'\`\\s]*)`, 'g')],
  [
    'request',
    new RegExp(
      `\\b(fetch|axios(?:\\.\\w+)?|\\$\\.(?:get|post|ajax|getJSON)|EventSource|\\.open)\\(\\s*(?:["']\\w+["']\\s*,\\s*)?["'\`](http://${ELSEWHERE}[\\w.-][^"'\`\\s]*)`,
      'g',
    ),
  ],
];
const PAGE: readonly (readonly [InsecureAddress['kind'], RegExp])[] = [
  [
    'resource',
    new RegExp(`<(script|iframe)\\b[^>]*?\\bsrc=["']?(http://${ELSEWHERE}[^"'\\s>]+)`, 'gi'),
  ],
  [
    'resource',
    new RegExp(
      `<(link)\\b(?=[^>]*\\brel=["']?(?:stylesheet|preload|modulepreload))[^>]*?\\bhref=["']?(http://${ELSEWHERE}[^"'\\s>]+)`,
      'gi',
    ),
  ],
  ['form', new RegExp(`<(form)\\b[^>]*?\\baction=["']?(http://${ELSEWHERE}[^"'\\s>]+)`, 'gi')],
  [
    'image',
    new RegExp(
      `<(img|audio|video|source)\\b[^>]*?\\bsrc=["']?(http://${ELSEWHERE}[^"'\\s>]+)`,
      'gi',
    ),
  ],
];
/** Code that others wrote, and what a build made of it. */
const FOREIGN =
  /(^|\/)(node_modules|vendors?|libs?|third[-_]?party|plugins?|bower_components|dist|admin|ckeditor|tinymce|docs?|tests?)\/|[.-]min\.js$|jquery|bootstrap/i;
/** Characters; a longer file is made by a program. */
const MAX_LENGTH = 200_000;

/**
 * Addresses without encryption in the project's own templates and scripts. A script that chooses
 * between `ws:` and `wss:` is left out.
 */
export function* insecureAddresses({ files }: Repository): Generator<InsecureAddress> {
  for (const file of files.paths) {
    const isPage = /(^|\/)templates\/.+\.html?$/.test(file) && !/(^|\/)e?mails?\//.test(file);
    const isScript = /(^|\/)(static|assets|templates|js|src)\/.*\.(m?js|ts|jsx|tsx|vue)$/.test(
      file,
    );
    if ((!isPage && !isScript) || FOREIGN.test(file)) continue;
    const text = files.text(file) ?? '';
    if (text.length > MAX_LENGTH || !/ws:\/\/|http:\/\//.test(text)) continue;
    const shown = withoutComments(text);
    const choosesSecure = /wss:|["'`]wss["'`]/.test(shown);
    for (const [kind, pattern] of isPage ? [...PAGE, ...SCRIPT] : SCRIPT) {
      if (kind === 'websocket' && (choosesSecure || !/WebSocket|socket/i.test(shown))) continue;
      for (const match of shown.matchAll(pattern)) {
        const address = match[2] ?? '';
        const start = match.index + match[0].length - address.length;
        yield { address, kind, at: { file, start, end: start + address.length } };
      }
    }
  }
}

function withoutComments(text: string): string {
  return text.replace(
    /<!--[\s\S]*?-->|\{#.*?#\}|\{%\s*comment\b[\s\S]*?\{%\s*endcomment\s*%\}|\/\*[\s\S]*?\*\/|^[ \t]*\/\/[^\n]*/gm,
    (comment) => comment.replace(/[^\n]/g, ' '),
  );
}
