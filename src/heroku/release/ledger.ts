/** Config vars by name. */
export type ConfigVarValues = Readonly<Record<string, string>>;

/** A slug with the config vars it was released with. `Slug` is whatever names a slug. */
export interface LedgerRelease<Slug> {
  /** 1 for the first. */
  readonly version: number;
  /** What made it, such as `Deploy 1a2b3c4`, `Set DEBUG config vars` or `Rollback to v1`. */
  readonly description: string;
  /** `pending` while its release command runs. */
  readonly status: 'pending' | 'succeeded' | 'failed';
  /** Undefined before the first deploy, and for a deploy whose build failed. */
  readonly slug: Slug | undefined;
  readonly configVars: ConfigVarValues;
  /** Names of the config vars that add-ons own; a rollback leaves them alone. */
  readonly addonVars: readonly string[];
}

/** Every release of one app, oldest first. Nothing is ever taken out of it. */
export type Ledger<Slug> = readonly LedgerRelease<Slug>[];

/** What a release changes; what it leaves out stays as in the release before it. */
export interface ReleaseChange<Slug> {
  readonly description: string;
  readonly status?: LedgerRelease<Slug>['status'];
  readonly slug?: Slug;
  readonly configVars?: ConfigVarValues;
  readonly addonVars?: readonly string[];
}

/** The release that serves: the last that succeeded; undefined when none did. */
export function currentRelease<Slug>(ledger: Ledger<Slug>): LedgerRelease<Slug> | undefined {
  return ledger.findLast(({ status }) => status === 'succeeded');
}

/**
 * The config vars that the next release starts from: those of the newest release, also when its
 * release command failed. A person who sets two config vars one after the other to repair a release
 * must not lose the first.
 */
export function configVarsOf<Slug>(ledger: Ledger<Slug>): ConfigVarValues {
  return ledger.at(-1)?.configVars ?? {};
}

/**
 * The release that a change makes: the slug of the release that serves, and the config vars of the
 * newest, unless the change brings its own. It is the last one of the ledger that comes back.
 */
export function appendRelease<Slug>(
  ledger: Ledger<Slug>,
  change: ReleaseChange<Slug>,
): { readonly ledger: Ledger<Slug>; readonly release: LedgerRelease<Slug> } {
  const release: LedgerRelease<Slug> = {
    version: (ledger.at(-1)?.version ?? 0) + 1,
    description: change.description,
    status: change.status ?? 'succeeded',
    slug: change.slug ?? currentRelease(ledger)?.slug,
    configVars: change.configVars ?? configVarsOf(ledger),
    addonVars: change.addonVars ?? ledger.at(-1)?.addonVars ?? [],
  };
  return { ledger: [...ledger, release], release };
}

/** The ledger after the release command of a pending release has ended. */
export function settleRelease<Slug>(
  ledger: Ledger<Slug>,
  version: number,
  status: 'succeeded' | 'failed',
): Ledger<Slug> {
  return ledger.map((one) =>
    one.version === version && one.status === 'pending' ? { ...one, status } : one,
  );
}

/** True for a release that can be returned to: it served, and it has a slug. */
export function isEligibleForRollback<Slug>({ status, slug }: LedgerRelease<Slug>): boolean {
  return status === 'succeeded' && slug !== undefined;
}

/**
 * What a rollback to that release changes: its slug and config vars. Add-ons are not rolled back, so
 * what they own now stays, and what they owned then and no more is left out.
 */
export function rollbackChange<Slug>(
  ledger: Ledger<Slug>,
  target: LedgerRelease<Slug>,
): ReleaseChange<Slug> {
  const newest = ledger.at(-1);
  const now = newest?.configVars ?? {};
  const owned = newest?.addonVars ?? [];
  const configVars = Object.fromEntries([
    ...Object.entries(target.configVars).filter(([name]) => !target.addonVars.includes(name)),
    ...owned.flatMap((name) => (now[name] === undefined ? [] : [[name, now[name]] as const])),
  ]);
  return {
    description: `Rollback to v${target.version}`,
    configVars,
    ...(target.slug === undefined ? {} : { slug: target.slug }),
  };
}
