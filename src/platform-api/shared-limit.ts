/** One limit that all clients of an account share, wherever they run. */
export interface SharedLimit {
  /** Takes the next turn; returns the milliseconds to wait for it. */
  takeTurn(): Promise<number>;
  /** Tells what an answer said of the calls that the account has left. */
  learn(remaining: number): Promise<void>;
}
