import { UsageError } from '../facts/usage-error.ts';

/** One part of a list: `index` counts from 1 to `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Most parts of one list. */
const MAX_SHARDS = 100_000;

/** Reads `i/n`, with i from 1 to n. Throws a UsageError for anything else. */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.map(Number) ?? [];
  if (
    index !== undefined &&
    count !== undefined &&
    index >= 1 &&
    index <= count &&
    count <= MAX_SHARDS
  )
    return { index, count };
  throw new UsageError(`--shard needs a part and the number of parts, such as 1/4, not '${text}'`);
}

/** Every n-th item from the i-th on, so that the parts of a sorted list are alike. */
export function itemsOfShard<Item>(
  items: readonly Item[],
  { index, count }: Shard,
): readonly Item[] {
  return items.filter((_, at) => at % count === index - 1);
}
