import type { VersionConflict } from './version-conflict.ts';

/** Package, first release with a wheel for 3.12, for 3.13 and for 3.14, error of the build. */
type Row = readonly [string, string | undefined, string | undefined, string | undefined, string];

const NO_DISTRIBUTION = 'No matching distribution found: it is published as wheels alone';
const NO_RUST = 'it is compiled with Rust, which the build does not have';

/**
 * Packages of compiled code whose older releases have no wheel for a Python and cannot be compiled
 * on it. The first release with a wheel was read from the files of each; the errors are those of
 * compiling the release before it. Source: the package index, and CPython 3.12.1 and 3.13.0; read and tried 2026-11-30.
 */
const ROWS: readonly Row[] = [
  ['psycopg-binary', '3.1.12', '3.2.2', '3.2.10', NO_DISTRIBUTION],
  ['pydantic-core', undefined, '2.20.0', '2.35.0', NO_RUST],
  ['pydantic', undefined, '2.8.0', '2.12.0', `pydantic-core: ${NO_RUST}`],
  ['orjson', '3.9.3', '3.10.7', '3.11.1', NO_RUST],
  ['tiktoken', '0.5.2', '0.8.0', '0.12.0', NO_RUST],
];

/** Package, first release that can be compiled, Python, error, since. */
type Compiled = readonly [string, string, string, string, string?];

const COMPILED: readonly Compiled[] = [
  ['pyyaml', '6.0', '3.10', "AttributeError: 'build_ext' object has no attribute 'cython_sources'"],
  [
    'pyyaml',
    '6.0.1',
    '3.12',
    "AttributeError: 'build_ext' object has no attribute 'cython_sources'",
  ],
  ['pillow', '10.4.0', '3.13', "setup.py ends with KeyError: '__version__'"],
  [
    'numpy',
    '1.26.0',
    '3.12',
    "its build ends with ModuleNotFoundError: No module named 'distutils'",
  ],
  ['greenlet', '3.0.0', '3.12', "the compiler stops: 'PyThreadState' has no such member"],
  ['greenlet', '3.1.0', '3.13', "the compiler stops: '_PyCFrame' was not declared"],
  ['asyncpg', '0.30.0', '3.13', "the compiler stops: too few arguments to '_PyLong_AsByteArray'"],
  ['httptools', '0.6.2', '3.13', "the compiler stops: too few arguments to '_PyLong_AsByteArray'"],
  [
    'aiohttp',
    '3.9.0',
    '3.12',
    "the compiler stops: 'PyLongObject' has no member named 'ob_digit'",
    '3.0',
  ],
];

/** pydantic 1 is plain Python, and needs none of this. */
const SINCE: Readonly<Record<string, string>> = { pydantic: '2.0', 'pydantic-core': '0.1' };

const GUIDE = {
  title: 'Python Packaging User Guide, platform compatibility tags',
  url: 'https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/',
};

const WHEELS: readonly VersionConflict[] = ROWS.flatMap(([name, ...rest]) => {
  const symptom = rest[3];
  return (['3.12', '3.13', '3.14'] as const).flatMap((line, index): VersionConflict[] => {
    const worksFrom = rest[index];
    if (worksFrom === undefined) return [];
    const since = SINCE[name];
    return [
      {
        package: name,
        worksFrom,
        ...(since === undefined ? {} : { since }),
        beside: 'python',
        from: line,
        fails: 'install',
        symptom: `${symptom} (${name} has none for Python ${line} before ${worksFrom})`,
        source: GUIDE,
      },
    ];
  });
});

/** Releases that cannot be installed on a newer Python: no wheel, and no way to compile them. */
export const WITHOUT_WHEEL: readonly VersionConflict[] = [
  ...WHEELS,
  ...COMPILED.map(
    ([name, worksFrom, line, symptom, since]): VersionConflict => ({
      package: name,
      worksFrom,
      ...(since === undefined ? {} : { since }),
      beside: 'python',
      from: line,
      fails: 'install',
      symptom: `there is no wheel, and ${symptom}`,
      source: GUIDE,
    }),
  ),
];
