import type { Rehearsal } from '../../rehearsal/rehearsal.ts';
import { html } from './rehearsal-html.ts';

type Request = Rehearsal['requests'][number];

/** Requests that the page lists one by one. */
const LISTED_REQUESTS = 200;

/** The requests by page and answer, and below, to be opened, one by one. */
export function requestTables({ requests }: Rehearsal): string {
  if (requests.length === 0) return '<p>None was sent.</p>';
  return `${byPage(requests)}\n${oneByOne(requests)}`;
}

/**
 * One line for each page and answer, in the order in which they were first met, with the middle and
 * the longest service.
 */
function byPage(requests: readonly Request[]): string {
  const groups = new Map<string, Request[]>();
  for (const request of requests) {
    const key = JSON.stringify([request.method, request.path, request.status, request.code]);
    groups.set(key, [...(groups.get(key) ?? []), request]);
  }
  const slowest = Math.max(1, ...requests.map(({ serviceMs }) => serviceMs ?? 0));
  const rows = [...groups.values()].map((group) => {
    const { method, path } = group[0]!;
    const times = group.flatMap(({ serviceMs }) => serviceMs ?? []).sort((a, b) => a - b);
    const middle = times[Math.floor((times.length - 1) / 2)];
    const longest = times.at(-1);
    return `<tr>${statusCell(group[0]!)}<td>${html(method)} ${html(path)}</td><td class="number">${group.length}</td>
<td class="number">${milliseconds(middle)}</td><td class="number">${milliseconds(longest)}</td>${bar(group[0]!, longest ?? 0, slowest)}</tr>`;
  });
  return `<table class="requests by-page"><caption>${requests.length} requests by page and answer</caption><thead><tr><th scope="col">status</th><th scope="col">request</th><th scope="col" class="number">times</th><th scope="col" class="number">middle</th><th scope="col" class="number">longest</th><th scope="col">service</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function oneByOne(requests: readonly Request[]): string {
  const shown = requests.slice(-LISTED_REQUESTS);
  const slowest = Math.max(1, ...shown.map(({ serviceMs }) => serviceMs ?? 0));
  const rows = shown.map((request) => {
    const { afterMs, method, path, dyno, serviceMs } = request;
    return `<tr><td class="number">${(afterMs / 1000).toFixed(2)} s</td>${statusCell(request)}<td>${html(method)} ${html(path)}</td><td class="word">${html(dyno ?? '')}</td>
<td class="number">${milliseconds(serviceMs ?? undefined)}</td>${bar(request, serviceMs ?? 0, slowest)}</tr>`;
  });
  const summary =
    shown.length === requests.length ? 'One by one' : `One by one, the newest ${shown.length}`;
  return `<details><summary>${summary}</summary><table class="requests"><thead><tr><th scope="col" class="number">after</th><th scope="col">status</th><th scope="col">request</th><th scope="col">dyno</th><th scope="col" class="number">service</th><th scope="col">compared</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></details>`;
}

function lookOf({ status, code }: Request): string {
  return status >= 500 || code !== null ? 'bad' : status >= 400 ? 'warn' : 'good';
}

function statusCell(request: Request): string {
  const { status, code } = request;
  return `<td class="word ${lookOf(request)}">${status}${code === null ? '' : ` ${html(code)}`}</td>`;
}

/** The time as a bar beside its number, which says the same to whoever does not see it. */
function bar(request: Request, ms: number, slowestMs: number): string {
  return `<td class="track ${lookOf(request)}"><span><i style="left:0;width:${((100 * ms) / slowestMs).toFixed(1)}%"></i></span></td>`;
}

function milliseconds(ms: number | undefined): string {
  return ms === undefined ? '' : `${ms.toFixed(0)} ms`;
}
