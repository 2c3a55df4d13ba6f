/**
 * A line of words broken into lines of at most `width` columns. A command in backquotes stays on one
 * line where it can, and a word that is longer than the width stays whole.
 */
export function wrapWords(line: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of line.match(/[^\s`]*`[^`]{1,60}`[^\s`]*|\S+/g) ?? []) {
    const last = lines.at(-1)!;
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** Sentences wrapped to the width; indented lines (commands, tables) and empty ones stay whole. */
export function wrapSentences(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => (/^\s|^$/.test(line) ? [line] : wrapWords(line, width)))
    .join('\n');
}

/** `Fix it (one of a, b; default a).`, from a phrase in lower case without a full stop. */
export function sentence(phrase: string, remarks: readonly string[] = []): string {
  const text = phrase.replace(/\.$/, '');
  const more = remarks.length === 0 ? '' : ` (${remarks.join('; ')})`;
  return text === '' ? '' : `${text[0]?.toUpperCase()}${text.slice(1)}${more}.`;
}
