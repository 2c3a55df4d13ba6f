/**
 * How a field of the answers is shown: the question a person reads, where there is one; without it
 * the field is a flag only.
 */
export interface FieldWords {
  /** One line for `--help`. */
  readonly description: string;
  /** The question in a terminal; of an extra, asked once its line was ticked. */
  readonly question?: string;
  /** What each choice means, for the question. */
  readonly choices?: Readonly<Record<string, string>>;
  /** The placeholder of the flag's value in `--help`. */
  readonly placeholder?: string;
  /**
   * A line of the one question "What else should production have?", and the value that ticking it
   * gives.
   */
  readonly extra?: { readonly label: string; readonly on: string | true };
}

/** The words as zod keeps them beside a field. */
export const words = (given: FieldWords): Readonly<Record<string, unknown>> => ({ ...given });
