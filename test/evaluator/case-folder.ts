import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EvaluatedSettings, PlainValue, UnsetVariables } from '../../src/evaluator/api.ts';
import { evaluateSettings } from '../../src/evaluator/api.ts';
import type { FileTree } from '../../src/python/file-tree.ts';

/** What a case expects; everything that is named is compared. */
export interface Expectation {
  readonly module: string;
  readonly djangoRoot?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly unset: UnsetVariables;
  readonly values?: Readonly<Record<string, PlainValue>>;
  readonly absent?: readonly string[];
  readonly computed?: Readonly<Record<string, string>>;
  readonly dependsOn?: Readonly<Record<string, readonly string[]>>;
  readonly elementFiles?: Readonly<Record<string, readonly string[]>>;
  readonly elements?: Readonly<Record<string, readonly PlainValue[]>>;
  readonly failure?: {
    readonly kind: string;
    readonly variable: string | null;
    readonly message: string;
  };
  /** True for cases that need a package that does not exist, or that would not end. */
  readonly notUnderCPython?: boolean;
}

export const CASES = join(dirname(fileURLToPath(import.meta.url)), 'cases');

/** The names of all cases: the folders beside this file. */
export const caseNames = (): string[] => readdirSync(CASES).sort();

/** The expectation of a case. */
export const expectationOf = (name: string): Expectation =>
  JSON.parse(readFileSync(join(CASES, name, 'expect.json'), 'utf8'));

/** The files of a case, its expectation left out. */
export function treeOf(name: string): FileTree {
  const root = join(CASES, name);
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && entry.name !== 'expect.json' && !entry.parentPath.includes('__pycache__'),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
  const has = (path: string): boolean => paths.includes(path);
  return {
    paths,
    has,
    text: (path) => (has(path) ? readFileSync(join(root, path), 'utf8') : undefined),
    bytes: (path) => (has(path) ? readFileSync(join(root, path)) : undefined),
    encoding: () => 'utf-8',
    symlinks: new Map(),
    passedOver: () => [],
  };
}

/** The evaluation that a case asks for. */
export function evaluateCase(name: string): EvaluatedSettings {
  const { module, djangoRoot = '', environment, unset } = expectationOf(name);
  return evaluateSettings(treeOf(name), { module, djangoRoot, environment, unsetVariables: unset });
}
