import type { z } from 'zod';
import { type ApiAnswer, understand } from './api-answer.ts';
import { notUnderstood } from './api-problem.ts';
import type { Exchange } from './exchange.ts';

/** What one request asks for. */
export interface Read {
  readonly path: string;
  /** The header `Range`. */
  readonly range: string | undefined;
}

/** Pages of the longest list: 200,000 items when each holds as many as it may. */
const MOST_PAGES = 200;

/**
 * All items of a list, page after page as `Next-Range` leads; with a range only the page that it asks
 * for. A list without an end is a problem.
 */
export async function readPages<Item>(
  { path, range }: Read,
  item: z.ZodType<Item>,
  request: (read: Read) => Promise<ApiAnswer<Exchange>>,
  clean: (text: string) => string,
): Promise<ApiAnswer<Item[]>> {
  const items: Item[] = [];
  const asked = new Set<string | undefined>();
  for (let next = range; ; ) {
    asked.add(next);
    const answer = await request({ path, range: next });
    if (!answer.ok) return answer;
    const page = understand(answer.value, item.array(), path, clean);
    if (!page.ok) return page;
    items.push(...page.value);
    next = answer.value.header('next-range');
    if (answer.value.status === 200 || next === undefined || range !== undefined)
      return { ok: true, value: items };
    const why = whyEndless(next, asked);
    if (why !== undefined)
      return { ok: false, problem: notUnderstood(`the list does not end: ${why}`, path) };
  }
}

/** Why the next page cannot be asked for; undefined when it can. */
function whyEndless(next: string, asked: ReadonlySet<string | undefined>): string | undefined {
  if (asked.has(next)) return 'Next-Range repeats';
  if (asked.size >= MOST_PAGES) return `more than ${MOST_PAGES} pages`;
  return /^[\x20-\x7e]{1,1000}$/.test(next) ? undefined : 'Next-Range is not readable';
}
