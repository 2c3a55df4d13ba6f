import { BESIDE_DJANGO } from './version-conflicts/beside-django.ts';
import { BESIDE_OLD_DJANGO } from './version-conflicts/beside-old-django.ts';
import { BESIDE_PACKAGES } from './version-conflicts/beside-packages.ts';
import { BESIDE_PYTHON } from './version-conflicts/beside-python.ts';
import type { VersionConflict } from './version-conflicts/version-conflict.ts';
import { WITHOUT_WHEEL } from './version-conflicts/without-wheel.ts';

/**
 * Every known pair of versions that do not work together. Each row names its source; they were read
 * on `VERSION_CONFLICTS_READ`.
 */
export const VERSION_CONFLICTS: readonly VersionConflict[] = [
  ...BESIDE_PYTHON,
  ...WITHOUT_WHEEL,
  ...BESIDE_DJANGO,
  ...BESIDE_OLD_DJANGO,
  ...BESIDE_PACKAGES,
];
