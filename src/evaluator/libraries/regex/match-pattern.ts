import type { Work } from '../../values/work.ts';
import { inBothCases } from './character-tests.ts';
import type { Pattern, PatternNode } from './pattern.ts';

/** Where a pattern matched, and where its groups did; undefined for a group that took no part. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (readonly [number, number] | undefined)[];
}

/** How a match must lie. */
export interface MatchOptions {
  /** True when it must reach the end of the text. */
  readonly whole?: boolean;
  /** True when it must not be empty. */
  readonly notEmpty?: boolean;
}

/** What follows a node: the end of the match from a position on; undefined when there is none. */
type Next = (at: number) => number | undefined;

/** The match of a pattern that starts at a position; each step is charged. */
export function matchAt(
  work: Work,
  pattern: Pattern,
  codes: Uint32Array,
  start: number,
  options: MatchOptions = {},
): Match | undefined {
  const matcher = new Matcher(work, codes);
  const end = matcher.match(pattern.root, start, (at) =>
    (options.whole && at < codes.length) || (options.notEmpty && at === start) ? undefined : at,
  );
  if (end === undefined) return undefined;
  const groups = Array.from({ length: pattern.groups }, (_, index) => matcher.groups[index + 1]);
  return { start, end, groups };
}

/** The first match at a position or after it. */
export function searchFrom(
  work: Work,
  pattern: Pattern,
  codes: Uint32Array,
  from: number,
  notEmptyThere = false,
): Match | undefined {
  for (let start = from; start <= codes.length; start += 1) {
    const notEmpty = notEmptyThere && start === from;
    const match = matchAt(work, pattern, codes, start, { notEmpty });
    if (match !== undefined) return match;
  }
  return undefined;
}

/** All matches that do not overlap, from left to right. */
export function* allMatches(work: Work, pattern: Pattern, codes: Uint32Array): Generator<Match> {
  let from = 0;
  let lastWasEmpty = false;
  for (;;) {
    const match = searchFrom(work, pattern, codes, from, lastWasEmpty);
    if (match === undefined) return;
    yield match;
    from = match.end;
    lastWasEmpty = match.start === match.end;
  }
}

/** A backtracking matcher over one text. */
class Matcher {
  readonly groups: (readonly [number, number] | undefined)[] = [];
  readonly #work: Work;
  readonly #codes: Uint32Array;

  constructor(work: Work, codes: Uint32Array) {
    this.#work = work;
    this.#codes = codes;
  }

  match(node: PatternNode, at: number, next: Next): number | undefined {
    this.#work.spend(0.2);
    switch (node.kind) {
      case 'character':
        return at < this.#codes.length && node.test(this.#codes[at]!) ? next(at + 1) : undefined;
      case 'sequence':
        return this.#sequence(node.nodes, 0, at, next);
      case 'alternatives':
        for (const one of node.nodes) {
          const end = this.match(one, at, next);
          if (end !== undefined) return end;
        }
        return undefined;
      case 'group':
        return this.match(node.node, at, (end) => {
          const before = this.groups[node.index];
          this.groups[node.index] = [at, end];
          const result = next(end);
          if (result === undefined) this.groups[node.index] = before;
          return result;
        });
      case 'repeat':
        return node.mode === 'possessive'
          ? this.#apart({ ...node, mode: 'greedy' }, at, next)
          : node.node.kind === 'character'
            ? this.#repeatCharacter(node, node.node.test, at, next)
            : this.#repeat(node, 0, at, next);
      case 'reference':
        return this.#reference(node, at, next);
      case 'position':
        return this.#isAt(node, at) ? next(at) : undefined;
      case 'ahead':
        return this.#looks(node.negative, () => this.match(node.node, at, (end) => end))
          ? next(at)
          : undefined;
      case 'behind':
        return this.#looks(node.negative, () => this.#endsAt(node.node, at - node.width, at))
          ? next(at)
          : undefined;
      case 'atomic':
        return this.#apart(node.node, at, next);
    }
  }

  #sequence(
    nodes: readonly PatternNode[],
    index: number,
    at: number,
    next: Next,
  ): number | undefined {
    const node = nodes[index];
    return node === undefined
      ? next(at)
      : this.match(node, at, (end) => this.#sequence(nodes, index + 1, end, next));
  }

  #repeatCharacter(
    { min, max, mode }: Extract<PatternNode, { kind: 'repeat' }>,
    test: (code: number) => boolean,
    at: number,
    next: Next,
  ): number | undefined {
    let most = 0;
    while (most < max && at + most < this.#codes.length && test(this.#codes[at + most]!)) most += 1;
    this.#work.spend(most / 16);
    if (most < min) return undefined;
    for (let taken = 0; taken <= most - min; taken += 1) {
      this.#work.spend(0.2);
      const end = next(at + (mode === 'lazy' ? min + taken : most - taken));
      if (end !== undefined) return end;
    }
    return undefined;
  }

  #repeat(
    node: Extract<PatternNode, { kind: 'repeat' }>,
    count: number,
    at: number,
    next: Next,
  ): number | undefined {
    const again = (): number | undefined =>
      count >= node.max
        ? undefined
        : this.match(node.node, at, (end) =>
            // A round that takes nothing would go on for ever.
            end === at && count >= node.min ? undefined : this.#repeat(node, count + 1, end, next),
          );
    const stop = (): number | undefined => (count >= node.min ? next(at) : undefined);
    return node.mode === 'lazy' ? (stop() ?? again()) : (again() ?? stop());
  }

  /** A match that, once found, is not tried in another way. */
  #apart(node: PatternNode, at: number, next: Next): number | undefined {
    const before = [...this.groups];
    const end = this.match(node, at, (one) => one);
    const result = end === undefined ? undefined : next(end);
    if (result === undefined) this.#restore(before);
    return result;
  }

  #looks(negative: boolean, match: () => number | undefined): boolean {
    const before = [...this.groups];
    const found = match() !== undefined;
    if (negative || !found) this.#restore(before);
    return found !== negative;
  }

  #restore(groups: readonly (readonly [number, number] | undefined)[]): void {
    this.groups.splice(0, this.groups.length, ...groups);
  }

  #endsAt(node: PatternNode, start: number, at: number): number | undefined {
    return start < 0 ? undefined : this.match(node, start, (end) => (end === at ? end : undefined));
  }

  #reference(
    { index, ignoreCase }: Extract<PatternNode, { kind: 'reference' }>,
    at: number,
    next: Next,
  ): number | undefined {
    const group = this.groups[index];
    if (group === undefined) return undefined;
    const [start, end] = group;
    this.#work.spend((end - start) / 4);
    for (let offset = 0; offset < end - start; offset += 1) {
      const [wanted, found] = [this.#codes[start + offset]!, this.#codes[at + offset]];
      const isSame = wanted === found || (ignoreCase && inBothCases(wanted).includes(found ?? -1));
      if (!isSame) return undefined;
    }
    return next(at + end - start);
  }

  #isAt(node: Extract<PatternNode, { kind: 'position' }>, at: number): boolean {
    const { length } = this.#codes;
    const isLineEnd = (index: number): boolean => this.#codes[index] === 10;
    const isWord = (index: number): boolean =>
      index >= 0 && index < length && node.isWord(this.#codes[index]!);
    switch (node.at) {
      case 'start':
        return at === 0;
      case 'end':
        return at === length;
      case 'line-start':
        return at === 0 || isLineEnd(at - 1);
      case 'line-end':
        return at === length || isLineEnd(at);
      case 'last-line-end':
        return at === length || (at === length - 1 && isLineEnd(at));
      case 'word':
        return isWord(at - 1) !== isWord(at);
      case 'inside':
        return isWord(at - 1) === isWord(at);
    }
  }
}
