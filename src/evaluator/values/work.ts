/**
 * The cost of an evaluation, in units. One unit is the evaluation of one node or the making of one
 * value: about a third of a microsecond, and less than 100 bytes.
 */
export interface Work {
  /** Charges so many units. Throws OutOfWork when they are not left. */
  spend(units: number): void;
}

/** Thrown when a computation costs more than it was granted. */
export class OutOfWork extends Error {}

/** Work of so many units. */
export function workOf(units: number): Work {
  let left = units;
  return {
    spend: (cost) => {
      left -= cost;
      if (!(left >= 0)) throw new OutOfWork();
    },
  };
}

/** Charges for reading or making a text of that many UTF-16 units. */
export function spendText(work: Work, length: number): void {
  work.spend(length / 16);
}

/** Charges for moving that many references along within their list. */
export function spendMoves(work: Work, count: number): void {
  work.spend(count / 256);
}

/** Charges for copying or passing over that many references. */
export function spendItems(work: Work, count: number): void {
  work.spend(count / 8);
}
