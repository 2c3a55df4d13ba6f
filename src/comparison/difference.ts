/**
 * breaks: the next release would fail, or no request is answered. harms: it deploys, but production
 * is affected. differs: it deploys, and something changes. note: worth knowing.
 */
export type DifferenceGravity = (typeof GRAVITIES)[number];

/** Gravities, the gravest first. */
export const GRAVITIES = ['breaks', 'harms', 'differs', 'note'] as const;

/** Everything that a comparison can find, in the order in which it is told within a gravity. */
export const DIFFERENCE_KINDS = [
  'maintenance-on',
  'settings-module-missing',
  'settings-fail',
  'config-var-missing',
  'config-var-missing-later',
  'config-var-not-read',
  'debug-on',
  'hosts-unserved',
  'collectstatic-off',
  'rule-with-live-values',
  'add-on-missing',
  'add-on-not-ready',
  'add-on-plan',
  'add-on-not-declared',
  'certificate-failed',
  'certificate-ends',
  'process-type-new',
  'process-type-gone',
  'process-command',
  'formation',
  'web-scaled-to-zero',
  'python-of-slug',
  'django-of-slug',
  'stack-declared',
  'stack-of-next-build',
  'stack-deprecated',
  'stack-ends',
  'buildpacks',
  'release-not-successful',
  'commits-behind',
  'commit-unknown',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/**
 * One point in which the repository and the live app do not agree: facts only, and never the value
 * of a config var.
 */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly gravity: DifferenceGravity;
  /** What it is about: the name of a variable, process type, add-on service, stack, rule. */
  readonly subject: string;
  readonly here: string | undefined;
  readonly live: string | undefined;
}

/** A difference of a kind; what is on neither side may be left out. */
export function difference(
  kind: DifferenceKind,
  gravity: DifferenceGravity,
  subject: string,
  sides: { readonly here?: string; readonly live?: string } = {},
): Difference {
  return { kind, gravity, subject, here: sides.here, live: sides.live };
}

/** The differences with the gravest first, and within a gravity in the order of their kinds. */
export function sortDifferences(differences: readonly Difference[]): readonly Difference[] {
  return [...differences].sort(
    (a, b) =>
      GRAVITIES.indexOf(a.gravity) - GRAVITIES.indexOf(b.gravity) ||
      DIFFERENCE_KINDS.indexOf(a.kind) - DIFFERENCE_KINDS.indexOf(b.kind),
  );
}
