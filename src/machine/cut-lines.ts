import { LOG_LINE_BYTES } from '../facts/platform-limits.ts';

/** Takes what a process prints, piece by piece, and passes it on line by line. */
export interface LineCutter {
  take(chunk: Buffer): void;
  /** Passes on what came after the last line end. */
  end(): void;
}

const LINE_END = 0x0a;

/**
 * Returns a cutter that calls `emit` once per line, without its line end. A line over
 * {@link LOG_LINE_BYTES} comes in several pieces, as the log system cuts it, and never inside a
 * character: output without any line end costs no more memory than one piece.
 */
export function createLineCutter(emit: (line: string) => void): LineCutter {
  let rest: Buffer = Buffer.alloc(0);
  const emitLine = (line: Buffer): void => emit(line.toString('utf8').replace(/\r$/, ''));
  /** Passes on the whole pieces of a line that is longer than the limit; returns what remains. */
  const emitPieces = (line: Buffer): Buffer => {
    let start = 0;
    while (line.length - start > LOG_LINE_BYTES) {
      const end = characterStart(line, start + LOG_LINE_BYTES);
      emit(line.toString('utf8', start, end));
      start = end;
    }
    return line.subarray(start);
  };
  return {
    take: (chunk) => {
      const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (;;) {
        const end = data.indexOf(LINE_END, start);
        if (end === -1) break;
        emitLine(emitPieces(data.subarray(start, end)));
        start = end + 1;
      }
      rest = emitPieces(data.subarray(start));
    },
    end: () => {
      if (rest.length > 0) emitLine(rest);
      rest = Buffer.alloc(0);
    },
  };
}

/** Returns one line in the pieces that a cutter makes of it. */
export function cutLine(line: string): readonly string[] {
  const pieces: string[] = [];
  const cutter = createLineCutter((piece) => pieces.push(piece));
  cutter.take(Buffer.from(line));
  cutter.end();
  return pieces;
}

/** The last place at or before `at` where a UTF-8 character begins. */
function characterStart(bytes: Buffer, at: number): number {
  for (let place = at; place > at - 4; place -= 1) {
    if (((bytes[place] ?? 0) & 0b1100_0000) !== 0b1000_0000) return place;
  }
  return at;
}
