import { CHECK_FAILURES } from './checks.ts';
import { DJANGO_FAILURES } from './django.ts';
import type { BuildExplanation } from './explanation.ts';
import { PACKAGE_MANAGER_FAILURES } from './package-manager.ts';
import { PYTHON_VERSION_FAILURES } from './python-version.ts';
import { BUILD_WARNINGS } from './warnings.ts';

/** Every failure, warning and notice of a build, in the order in which a build meets them. */
export const BUILD_EXPLANATIONS: readonly BuildExplanation[] = [
  ...CHECK_FAILURES,
  ...PACKAGE_MANAGER_FAILURES,
  ...PYTHON_VERSION_FAILURES,
  ...DJANGO_FAILURES,
  ...BUILD_WARNINGS,
];

/**
 * The explanation of an id, also of one of the Cloud Native Buildpack; undefined for an id that no
 * build gives.
 */
export function findFailure(id: string): BuildExplanation | undefined {
  return BUILD_EXPLANATIONS.find((one) => one.id === id || one.aliases?.includes(id) === true);
}
