/**
 * A generator of numbers in [0, 1) that gives the same ones for the same seed. Source: mulberry32,
 * in the public domain.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What hands, editors, merges and shells put into a file by mistake. */
const SLIPS = [
  ...[
    '"',
    "'",
    '"""',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    ';',
    '=',
    '#',
    '\\',
    '%',
    '$',
    '*',
    '**',
    '@',
    '|',
    '&&',
    '-',
    '.',
    '/',
    '..',
  ],
  ...['\n', '\r', '\r\n', '\t', ' ', '\f', '\0', '\uFEFF', '\uD83D', 'é', '🐍', '\u2028', '\u00A0'],
  ...[
    'None',
    'lambda',
    'lambda: 0',
    'not',
    '-1',
    '0x',
    '1e999',
    '1_0',
    'f"{',
    "f'{x!r:>{",
    'env(',
    'import *',
    '__name__',
    '%s',
    '{{ x }}',
    '{% x %}',
  ],
  ...[
    '<<<<<<< HEAD\n',
    '=======\n',
    '>>>>>>> theirs\n',
    '['.repeat(300),
    '(-'.repeat(200),
    '9'.repeat(400),
    'x'.repeat(3000),
  ],
];

/**
 * The text after one slip of the hand: something left out, doubled, swapped, cut off or put in
 * between.
 */
export function mutate(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const to = Math.min(text.length, at + 1 + Math.floor(random() * 12));
  const lines = text.split('\n');
  const line = Math.floor(random() * lines.length);
  const other = Math.floor(random() * lines.length);
  const swapped = (from: readonly string[]): string =>
    from
      .map((one, index) => (index === line ? from[other] : index === other ? from[line] : one))
      .join('\n');
  const ways = [
    () => text.slice(0, at) + text.slice(at + 1),
    () => text.slice(0, at) + text.slice(to),
    () => text.slice(0, to) + text.slice(at),
    () => text.slice(0, at),
    () => lines.filter((_, index) => index !== line).join('\n'),
    () => lines.flatMap((one, index) => (index === line ? [one, one] : [one])).join('\n'),
    () => swapped(lines),
    () => lines.map((one, index) => (index === line ? `  ${one}` : one)).join('\n'),
    () => text.slice(0, at) + SLIPS[Math.floor(random() * SLIPS.length)] + text.slice(at),
    () => text.slice(0, at) + SLIPS[Math.floor(random() * SLIPS.length)] + text.slice(to),
  ];
  return ways[Math.floor(random() * ways.length)]!();
}
