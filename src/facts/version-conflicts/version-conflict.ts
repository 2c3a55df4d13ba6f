/** A page that a fact was read from. */
export interface FactSource {
  readonly title: string;
  readonly url: string;
}

/** Releases of a package that do not work together with a Python or with another package. */
export interface VersionConflict {
  /** Normalised name of the package to raise or to replace. */
  readonly package: string;
  /** First release that works; undefined when none does. */
  readonly worksFrom: string | undefined;
  /** Releases before this one are not affected; undefined when all older ones are. */
  readonly since?: string;
  /** What it does not work with: `python`, or the normalised name of a package. */
  readonly beside: string;
  /** First version of `beside` that it fails with; a Python as X.Y. */
  readonly from: string;
  /**
   * `install`: the build stops. `start`: importing it fails, so collectstatic, the release or the
   * start of the app does. `use`: what uses it fails, and the rest works.
   */
  readonly fails: 'install' | 'start' | 'use';
  /** The error as it is shown. */
  readonly symptom: string;
  /** What setuptools would bring: the conflict is none where the build has it. */
  readonly needs?: 'pkg_resources' | 'distutils';
  /** Packages with which the conflict does not arise, since they do the work instead. */
  readonly unlessDeclared?: readonly string[];
  /** What to take in its place, as part of a sentence, where no release works. */
  readonly instead?: string;
  readonly source: FactSource;
}

/** Day on which the tables of version conflicts were read, and their releases looked into. */
export const VERSION_CONFLICTS_READ = '2026-11-30';

/** The error of an import of a name that is gone. */
export function cannotImport(module: string, name: string): string {
  return `ImportError: cannot import name '${name}' from '${module}'`;
}

/** The error of an import of a module that is gone. */
export function noModule(module: string): string {
  return `ModuleNotFoundError: No module named '${module}'`;
}

/** The error of `Signal(providing_args=…)`, whose argument left Django in 4.0. */
export const PROVIDING_ARGS =
  "TypeError: Signal.__init__() got an unexpected keyword argument 'providing_args'";
