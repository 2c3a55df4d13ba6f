/** The same numbers on every run (a linear congruence), so that a failure can be repeated. */
export function numbers(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.floor((state / 4294967296) * below);
  };
}

export interface LayoutOptions {
  readonly open: string;
  readonly close: string;
  /** A comma behind the last item must stand there, such as that of a tuple of one. */
  readonly needsLastComma?: boolean;
  readonly eol?: string;
}

export function anyEol(next: (below: number) => number): string {
  return next(4) === 0 ? '\r\n' : '\n';
}

/**
 * Blanks, line ends and comments as a careless person may leave them between two words within
 * brackets; each call gives others.
 */
export function anyGap(next: (below: number) => number, eol: string): () => string {
  const indent = ['    ', '\t', '  ', '              '][next(4)]!;
  const kinds = ['', ' ', `${eol}${indent}`, `  # note, with "quotes]"${eol}${indent}`, `${eol}${eol}${indent}`, `${eol}${indent}# above${eol}${indent}`];
  return () => kinds[next(kinds.length)]!;
}

/**
 * Items between brackets in any mix of lines, blanks and comments, with commas behind or in front.
 */
export function anyLayout(next: (below: number) => number, items: readonly string[], options: LayoutOptions): string {
  const gap = anyGap(next, options.eol ?? '\n');
  const last = items.length > 0 && (options.needsLastComma || next(2) === 0) ? `${gap()},` : '';
  const inner = items.map((one, index) => (index === 0 ? one : `${gap()},${gap()}${one}`)).join('');
  return `${options.open}${gap()}${inner}${last}${gap()}${options.close}`;
}
