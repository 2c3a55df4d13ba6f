import { HEADER_PACKAGES } from '../build-image.ts';
import { type Cause, type CauseRow, linesWith } from './cause.ts';

const HEADER =
  /fatal error: '?(\S+\.h(?:pp)?)'?:? (?:No such file|file not found)|(sqlite3\.h): No such file|(pg_config) executable not found|Could not find (gdal-config)|(mysql_config) not found|(pkg-config name)\.|(libxml2) and (?:libxslt )?development packages|(\w+-config)'?: (?:command )?not found|headers or library files could not be found for (jpeg)/;

/** Why a package that has no wheel could not be compiled. Tried 2026-11-30. */
export const COMPILING_CAUSES: readonly CauseRow[] = [
  {
    id: 'headers-missing',
    find: ({ text }) => {
      const found = HEADER.exec(text);
      if (found === null) return undefined;
      const asked = found.slice(1).find(Boolean) ?? '';
      return missingHeaders(text, asked === 'pkg-config name' ? 'mysql.h' : asked);
    },
  },
  {
    id: 'compiler-missing',
    find: ({ text }) => {
      const found =
        /unable to execute '?([\w+-]*(?:gcc|cc|g\+\+|clang)[\w+-]*)'?|command '([\w-]*gcc)' failed: No such file/.exec(
          text,
        );
      if (found === null) return undefined;
      return {
        what: `${packageOf(text)} is compiled, and this machine has no C compiler; Heroku's build image has one`,
        evidence: linesWith(text, /unable to execute|failed: No such file/),
        remedy: ['Install one here:', '  apt-get install build-essential'],
        ofMachine: true,
      };
    },
  },
  {
    id: 'rust-missing',
    find: ({ text }) => {
      const missing =
        /can't find Rust compiler|Rust compiler is not installed|Cargo, the Rust package manager, is not installed|Rust not found/i;
      if (!missing.test(text)) return undefined;
      const name = packageOf(text);
      return {
        what: `${name} has no wheel for this Python and would be compiled from Rust, which the build does not have`,
        evidence: linesWith(text, missing),
        remedy: [`Take a version of ${name} that has a wheel for this Python, or another Python.`],
      };
    },
  },
  {
    id: 'package-too-old',
    find: ({ text }) => {
      const found =
        /Getting requirements to build|Preparing metadata|build backend returned an error|PEP517 build/.test(
          text,
        )
          ? /(?:ModuleNotFoundError: No module named '(pkg_resources|distutils[\w.]*|imp|setuptools[\w.]*|numpy)'|(Cannot import 'setuptools\.build_meta')|(use_2to3 is invalid))/.exec(
              text,
            )
          : null;
      if (found === null) return undefined;
      const name = packageOf(text);
      return {
        what: `The build script of ${name} is too old for this Python`,
        evidence: linesWith(text, /ModuleNotFoundError|Cannot import|use_2to3/),
        remedy: [`Take a newer version of ${name}, or one that has a wheel for this Python.`],
      };
    },
  },
];

function missingHeaders(text: string, asked: string): Omit<Cause, 'id'> {
  const name = packageOf(text);
  const evidence = linesWith(text, HEADER);
  const library = HEADER_PACKAGES.find((one) => one.asked.test(asked));
  const instead =
    library?.instead === undefined ? [] : [`Or use what is not compiled: ${library.instead}.`];
  if (library?.onHeroku === true)
    return {
      what: `${name} is compiled and needs ${asked}, which this machine lacks; Heroku's build image has it (${library.debian})`,
      evidence,
      remedy: ['Install it here:', `  apt-get install ${library.debian}`, ...instead],
      ofMachine: true,
    };
  const buildpack =
    library?.debian === 'libgdal-dev'
      ? ['  heroku buildpacks:add --index 1 https://github.com/heroku/heroku-geo-buildpack']
      : [
          '  heroku buildpacks:add --index 1 heroku-community/apt',
          ...(library === undefined ? [] : [`  echo ${library.debian} >> Aptfile`]),
        ];
  return {
    what: `${name} is compiled and needs ${asked}, which Heroku's build image is not known to have`,
    evidence,
    remedy: [
      `Take a version of ${name} that has a wheel for this Python, or bring the library with a buildpack:`,
      ...buildpack,
      ...instead,
    ],
  };
}

/** The package whose build ended, as pip, Poetry and uv name it. */
function packageOf(text: string): string {
  const found =
    /Failed to build '([^']+)' when/.exec(text) ??
    /Failed building wheel for (\S+)/.exec(text) ??
    /Failed\s+to\s+(?:download\s+and\s+)?build\s+`([\w.-]+)/.exec(text) ??
    /following issues with ([\w.-]+) \(/.exec(text) ??
    /hint: `([\w.-]+)` \(v/.exec(text);
  return found?.[1] ?? 'A package';
}
