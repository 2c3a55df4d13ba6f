/** One page of a list, as a `Range` header asks for it. */
export interface ListRange {
  /** The field by which the list is ordered. */
  readonly property: string;
  /** First value of the page, and whether it is left out itself (written `]value`). */
  readonly from: string | undefined;
  readonly fromExclusive: boolean;
  readonly to: string | undefined;
  /** Items of a page at most. */
  readonly max: number;
  readonly descending: boolean;
}

/**
 * What a list without a `Range` header is cut to. Source: Dev Center, "Platform API Reference",
 * ranges; read 2026-11-23.
 */
const DEFAULT_PAGE = 200;

/**
 * The most that `max=` may ask for. Source: Dev Center, "Platform API Reference", ranges; read
 * 2026-11-23.
 */
export const LARGEST_PAGE = 1000;

/**
 * The range that a header such as `version ]42..; max=15, order=desc` asks for; undefined when it
 * is no such header.
 */
export function parseRange(header: string): ListRange | undefined {
  const match = /^\s*([a-z_]+)\s+(\]?)([^.;\s]*)\s*\.\.\s*([^;\s]*)\s*(?:;(.*))?$/.exec(header);
  if (match === null) return undefined;
  const [, property = '', exclusive, from, to, rest = ''] = match;
  let max = DEFAULT_PAGE;
  let descending = false;
  for (const option of rest.split(/[,;]/).map((one) => one.trim())) {
    if (option === '') continue;
    const [name, value = ''] = option.split('=').map((one) => one.trim());
    if (name === 'max' && /^\d+$/.test(value))
      max = Math.min(LARGEST_PAGE, Math.max(1, Number(value)));
    else if (name === 'order' && (value === 'asc' || value === 'desc'))
      descending = value === 'desc';
    else return undefined;
  }
  return {
    property,
    from: from || undefined,
    fromExclusive: exclusive === ']',
    to: to || undefined,
    max,
    descending,
  };
}

/** One page of a list, with the headers that a client needs for the next. */
interface Page {
  readonly items: readonly Record<string, unknown>[];
  readonly contentRange: string;
  /** Undefined on the last page. */
  readonly nextRange: string | undefined;
}

/**
 * The items that the range asks for, ordered by its property; numbers order as numbers, all else as
 * text.
 */
function cutPage(items: readonly Record<string, unknown>[], range: ListRange): Page {
  const keyOf = (item: Record<string, unknown>): string => String(item[range.property] ?? '');
  const direction = range.descending ? -1 : 1;
  const wanted = [...items]
    .sort((a, b) => direction * compare(keyOf(a), keyOf(b)))
    .filter((item) => {
      const value = keyOf(item);
      const after = range.from === undefined ? 1 : direction * compare(value, range.from);
      const before = range.to === undefined ? -1 : direction * compare(value, range.to);
      return (
        (range.fromExclusive && range.from !== undefined ? after > 0 : after >= 0) && before <= 0
      );
    });
  const page = wanted.slice(0, range.max);
  const last = page.at(-1);
  const options = `; max=${range.max}${range.descending ? ', order=desc' : ''}`;
  return {
    items: page,
    contentRange:
      last === undefined
        ? `${range.property} ..`
        : `${range.property} ${keyOf(page[0]!)}..${keyOf(last)}`,
    nextRange:
      last === undefined || wanted.length === page.length
        ? undefined
        : `${range.property} ]${keyOf(last)}..${range.to ?? ''}${options}`,
  };
}

function compare(a: string, b: string): number {
  const isNumber = /^\d+$/;
  if (isNumber.test(a) && isNumber.test(b)) return Number(a) - Number(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The range of a list that was asked for without one: from its beginning, by this property. */
export function wholeRange(property: string): ListRange {
  return {
    property,
    from: undefined,
    fromExclusive: false,
    to: undefined,
    max: DEFAULT_PAGE,
    descending: false,
  };
}

/** A page as the API answers it: status 206 while there is a next one. */
export interface PageAnswer {
  readonly status: 200 | 206;
  readonly body: readonly Record<string, unknown>[];
  readonly headers: Readonly<Record<string, string>>;
}

/** The answer to a list that is ordered by this property, or by another one that the range names. */
export function answerPage(
  items: readonly Record<string, unknown>[],
  property: string,
  range: ListRange,
): PageAnswer {
  const page = cutPage(items, range);
  return {
    status: page.nextRange === undefined ? 200 : 206,
    body: page.items,
    headers: {
      'Accept-Ranges': property === 'id' ? 'id' : `id, ${property}`,
      'Content-Range': page.contentRange,
      ...(page.nextRange === undefined ? {} : { 'Next-Range': page.nextRange }),
    },
  };
}
