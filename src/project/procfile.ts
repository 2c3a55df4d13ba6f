import type { Place } from './place.ts';

export interface ProcessType {
  readonly name: string;
  readonly command: string;
  /** The whole line without its line end. */
  readonly at: Place;
  readonly commandAt: Place;
}

/** A file named exactly `Procfile` in the root. A name given twice keeps the last command; both lines stay in `lines`. */
export interface Procfile {
  readonly lines: readonly ProcessType[];
  readonly processTypes: ReadonlyMap<string, ProcessType>;
  /** Lines that are neither blank, comment nor `name: command`. */
  readonly ignored: readonly Place[];
}
