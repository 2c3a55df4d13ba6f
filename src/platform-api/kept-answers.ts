import type { Exchange } from './exchange.ts';

/** Answers kept at most, and characters of their bodies in all; the oldest go first. */
const MOST_ANSWERS = 100;
const MOST_CHARACTERS = 8 * 2 ** 20;

/** What may be sent back as `If-None-Match`. */
const ETAG = /^(W\/)?"[\x21\x23-\x7e]{1,200}"$/;

interface Kept {
  readonly etag: string;
  readonly answer: Exchange;
}

/** Answers that came with an `ETag`, by what was asked for. */
export interface KeptAnswers {
  /** The ETag to ask with; undefined when no answer is kept. */
  etagOf(asked: string): string | undefined;
  /** The answer to use: the kept one for a 304, else the given one, which is then kept. */
  resolve(asked: string, answer: Exchange): Exchange;
}

/** An empty, bounded store of answers. */
export function createKeptAnswers(): KeptAnswers {
  const kept = new Map<string, Kept>();
  let characters = 0;
  const drop = (asked: string): void => {
    characters -= kept.get(asked)?.answer.body.length ?? 0;
    kept.delete(asked);
  };
  return {
    etagOf: (asked) => kept.get(asked)?.etag,
    resolve(asked, answer) {
      if (answer.status === 304) return kept.get(asked)?.answer ?? answer;
      const etag = answer.header('etag');
      const isData = answer.status === 200 || answer.status === 206;
      if (!isData || etag === undefined || !ETAG.test(etag)) return answer;
      drop(asked);
      kept.set(asked, { etag, answer });
      characters += answer.body.length;
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_ANSWERS && characters <= MOST_CHARACTERS) break;
        drop(oldest);
      }
      return answer;
    },
  };
}
