import type { Requirement } from '../dependencies.ts';
import { fromKey } from './toml-requirement.ts';
import type { TomlNode } from './toml-tree.ts';

/**
 * Tables of a Pipfile that hold no packages. Source: Pipenv's page on the Pipfile; read 2026-11-24.
 */
const NOT_PACKAGES = new Set(['source', 'requires', 'scripts', 'pipenv', 'pipfile']);

/**
 * The requirements of a Pipfile: `packages` as `main`, `dev-packages` as `dev`, any other category
 * by its own name.
 */
export function pipfileRequirements(root: TomlNode): Requirement[] {
  return [...root.members]
    .filter(([table]) => !NOT_PACKAGES.has(table))
    .flatMap(([table, { members }]) => {
      const group = table === 'packages' ? 'main' : table === 'dev-packages' ? 'dev' : table;
      return [...members].flatMap(([name, node]) => fromKey(name, node, group));
    });
}
