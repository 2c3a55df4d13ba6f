import type { AttachedTerminal } from '../heroku/dyno/attached-dyno.ts';
import type { OneOffResult } from '../heroku/dyno/one-off.ts';
import type { Releases } from '../heroku/release/releases.ts';

/** An app that answers. */
export interface LiveApp {
  /** Host name that the app accepts. */
  readonly host: string;
  /** The release that serves, its dynos, and how to make another. */
  readonly releases: Releases;
  /**
   * Runs a command on a one-off dyno of the release that serves, in this terminal. Returns its exit
   * status.
   */
  readonly runAttached: (command: string, terminal: AttachedTerminal) => Promise<number>;
  /** Runs a command on a one-off dyno of the release that serves, and returns what it printed. */
  readonly runOneOff: (command: string, timeoutS: number) => Promise<OneOffResult>;
}
