/** A test of one character, by its code point. */
export type CharacterTest = (code: number) => boolean;

/** What a regular expression is made of. */
export type PatternNode =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'sequence'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'alternatives'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'group'; readonly index: number; readonly node: PatternNode }
  | {
      readonly kind: 'repeat';
      readonly node: PatternNode;
      readonly min: number;
      readonly max: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
    }
  | { readonly kind: 'reference'; readonly index: number; readonly ignoreCase: boolean }
  | {
      readonly kind: 'position';
      readonly at:
        | 'start'
        | 'end'
        | 'line-start'
        | 'line-end'
        | 'last-line-end'
        | 'word'
        | 'inside';
      readonly isWord: CharacterTest;
    }
  | { readonly kind: 'ahead'; readonly negative: boolean; readonly node: PatternNode }
  | {
      readonly kind: 'behind';
      readonly negative: boolean;
      readonly node: PatternNode;
      readonly width: number;
    }
  | { readonly kind: 'atomic'; readonly node: PatternNode };

/** A parsed regular expression: its tree, how many groups it has, and the names of some of them. */
export interface Pattern {
  readonly root: PatternNode;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

/** How a pattern is read; the flags of Python's `re`. */
export interface PatternFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly ascii: boolean;
  readonly verbose: boolean;
}

/** How many characters a node always matches; undefined when that varies. */
export function widthOf(node: PatternNode): number | undefined {
  switch (node.kind) {
    case 'character':
      return 1;
    case 'position':
    case 'ahead':
    case 'behind':
      return 0;
    case 'group':
    case 'atomic':
      return widthOf(node.node);
    case 'repeat': {
      const width = widthOf(node.node);
      return width === undefined || node.min !== node.max ? undefined : width * node.min;
    }
    case 'sequence':
      return node.nodes.reduce<number | undefined>((sum, one) => {
        const width = widthOf(one);
        return sum === undefined || width === undefined ? undefined : sum + width;
      }, 0);
    case 'alternatives': {
      const widths = new Set(node.nodes.map(widthOf));
      return widths.size === 1 ? [...widths][0] : undefined;
    }
    default:
      return undefined;
  }
}
