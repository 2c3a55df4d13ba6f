import type { Mend } from './repair.ts';

/**
 * Turns what py-ast says (line from 1, column in UTF-8 bytes, of the mended text) into offsets of
 * the original text.
 */
export interface Offsets {
  /** For where something starts. */
  start(line: number, column: number): number;
  /** For where something ends: before a piece that was put in or taken out at that very offset. */
  end(line: number, column: number): number;
}

/**
 * The offsets for a text that was parsed after `shift` units (a BOM) were dropped from its front
 * and `mends` were applied to it.
 */
export function offsetsOf(parsed: string, shift: number, mends: readonly Mend[]): Offsets {
  const lines = lineStarts(parsed);
  const columns = new Map<number, Uint32Array>();
  const unitOf = (line: number, column: number): number => {
    const from = lines[Math.min(line, lines.length) - 1] ?? 0;
    let map = columns.get(line);
    if (map === undefined) {
      map = byteColumns(parsed.slice(from, lines[line] ?? parsed.length));
      columns.set(line, map);
    }
    return Math.min(
      parsed.length,
      from + (map.length === 0 ? column : (map[column] ?? map.at(-1)!)),
    );
  };
  return {
    start: (line, column) => originalOffset(unitOf(line, column), mends, true) + shift,
    end: (line, column) => originalOffset(unitOf(line, column), mends, false) + shift,
  };
}

function originalOffset(offset: number, mends: readonly Mend[], isStart: boolean): number {
  let moved = 0;
  for (const { start, length, text } of mends) {
    if (start + moved + (isStart ? 0 : 1) > offset) break;
    const past = offset - start - moved;
    if (text.length > length && past <= text.length) return start;
    moved += text.length - length;
  }
  return offset - moved;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || (unit === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

const NONE = new Uint32Array(0);

/** For each byte of a line the UTF-16 unit it belongs to; empty when the line is ASCII. */
function byteColumns(line: string): Uint32Array {
  if (/^[\x00-\x7f]*$/.test(line)) return NONE;
  const units: number[] = [];
  let unit = 0;
  for (const character of line) {
    const code = character.codePointAt(0)!;
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let byte = 0; byte < bytes; byte += 1) units.push(unit);
    unit += character.length;
  }
  units.push(unit);
  return Uint32Array.from(units);
}
