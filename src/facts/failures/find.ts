import type { PlatformCodeId } from '../platform-codes.ts';
import { CHECK_FAILURES } from './checks.ts';
import { DJANGO_FAILURES } from './django.ts';
import { type Explanation, readExplanation, type WrittenExplanation } from './explanation.ts';
import { PACKAGE_MANAGER_FAILURES } from './package-manager.ts';
import { PYTHON_VERSION_FAILURES } from './python-version.ts';
import { BUILD_WARNINGS } from './warnings.ts';

type Failures = typeof CHECK_FAILURES &
  typeof PACKAGE_MANAGER_FAILURES &
  typeof PYTHON_VERSION_FAILURES &
  typeof DJANGO_FAILURES;

type AliasOf<One> = One extends { readonly aliases?: readonly (infer Alias)[] } ? Alias : never;

/**
 * What ends a build, by the buildpack's own id or, where it has none, by one of ours: the keys of
 * the tables in this folder and the aliases in them. An id without explanation does not compile.
 */
export type FailureId = keyof Failures | AliasOf<Failures[keyof Failures]>;

/** What a build says without ending; the buildpack gives these no ids, so all are ours. */
export type NoteId = keyof typeof BUILD_WARNINGS;

/** What a fault of a project can lead to: the end of a build, a note in it, or a platform code. */
export type ConsequenceId = FailureId | NoteId | PlatformCodeId;

/** An explanation with the id that it is listed under. */
export interface BuildExplanation extends Explanation {
  readonly id: keyof Failures | NoteId;
}

/**
 * Every failure, warning and notice of a build, in the order in which a build meets them, with the
 * versions of the facts in force.
 */
export function buildExplanations(): readonly BuildExplanation[] {
  return [
    ...listed(CHECK_FAILURES),
    ...listed(PACKAGE_MANAGER_FAILURES),
    ...listed(PYTHON_VERSION_FAILURES),
    ...listed(DJANGO_FAILURES),
    ...listed(BUILD_WARNINGS),
  ];
}

/**
 * The explanation of an id, also of one of the Cloud Native Buildpack; undefined for an id that no
 * build gives.
 */
export function findFailure(id: string): BuildExplanation | undefined {
  return buildExplanations().find((one) => one.id === id || one.aliases?.includes(id) === true);
}

/** The warning about a line of Python (X.Y) that is about to be refused; undefined without one. */
export function deprecationOf(line: string): NoteId | undefined {
  const ids = Object.keys(BUILD_WARNINGS) as NoteId[];
  return ids.find((id) => id === `python-${line}-deprecated`);
}

function listed<Id extends BuildExplanation['id']>(
  table: Readonly<Record<Id, WrittenExplanation>>,
): BuildExplanation[] {
  return (Object.keys(table) as Id[]).map((id) => ({ id, ...readExplanation(table[id]) }));
}
