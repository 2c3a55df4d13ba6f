/**
 * What a failed build, a warning or a notice of the Python buildpacks means, in words for the
 * person who has to act. Its id is the key under which a table of this folder holds it.
 */
export interface Explanation<Alias extends string = string> {
  readonly kind: 'failure' | 'warning' | 'notice';
  /** The situation in one line. */
  readonly title: string;
  /** What makes the build say so. */
  readonly trigger: string;
  /** What follows for the app. */
  readonly consequence: string;
  /** What to do, one step a line, with the exact content or command. */
  readonly remedy: readonly string[];
  readonly source: string;
  /** Ids of the Cloud Native Buildpack for the same fault. */
  readonly aliases?: readonly Alias[];
}

/** A text, or one that names versions and is made from the facts in force when it is read. */
export type Text = string | (() => string);

/** An explanation as the tables of this folder hold it. */
export interface WrittenExplanation<Alias extends string = string>
  extends Omit<Explanation<Alias>, 'trigger' | 'remedy'> {
  readonly trigger: Text;
  readonly remedy: readonly Text[];
}

/** The explanation with the versions of the facts in force. */
export function readExplanation(written: WrittenExplanation): Explanation {
  const read = (text: Text): string => (typeof text === 'string' ? text : text());
  return { ...written, trigger: read(written.trigger), remedy: written.remedy.map(read) };
}

/** Where the triggers were read. */
export const CLASSIC_SOURCE = 'heroku/heroku-buildpack-python v351, read 2026-11-23';
/** Where the triggers of the Cloud Native Buildpack were read. */
export const CNB_SOURCE = 'heroku/buildpacks-python 6.5.6, read 2026-11-23';
/** Where limits of the platform were read; the ids of what exceeds them are ours. */
export const PLATFORM_SOURCE =
  'Heroku Dev Center, "Slug compiler" and "Limits", copies of 2024-12, read 2026-11-23; the id is ours';

const NOT_DEPLOYED = 'The build stops here; the release that runs now stays as it is.';

/** A failure of the classic buildpack: nothing is deployed, and the old release stays. */
export function failure<const Alias extends string = never>(
  title: string,
  trigger: Text,
  remedy: readonly Text[],
  options: {
    readonly consequence?: string;
    readonly aliases?: readonly Alias[];
    readonly source?: string;
  } = {},
): WrittenExplanation<Alias> {
  const explanation = {
    kind: 'failure' as const,
    title,
    trigger,
    consequence: options.consequence ?? NOT_DEPLOYED,
    remedy,
    source: options.source ?? CLASSIC_SOURCE,
  };
  return options.aliases === undefined ? explanation : { ...explanation, aliases: options.aliases };
}
