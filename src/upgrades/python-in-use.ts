import { everyPython } from '../facts/ended-series.ts';
import { defaultPythonLine } from '../facts/python-lines.ts';
import { satisfies } from '../project/dependencies/pep440.ts';
import { readToml, tomlMember } from '../project/dependencies/plain-toml.ts';
import { poetrySpecifier } from '../project/dependencies/poetry-specifier.ts';
import type { Repository } from '../project/repository.ts';
import { lockedPython } from '../queries/packages/pipfile-lock.ts';
import { buildPython } from '../queries/python-version/python-versions.ts';
import type { InUse } from './stack-in-use.ts';

/**
 * The line of Python of the next build, from the files that it reads in its order: `runtime.txt`,
 * `.python-version`, `Pipfile.lock`. What only people and other tools read (`requires-python`,
 * Poetry's constraint, `Pipfile`) makes a guess that says that it is one.
 */
export function pythonInUse(repository: Repository): InUse {
  const built = buildPython(repository);
  if (built !== undefined) return { cycle: built.line, from: built.at.file };
  for (const [file, { lines }] of repository.pythonVersion.files) {
    const written = lines.map(({ text }) => text).join(', ');
    return {
      cycle: lineIn(written),
      from: file,
      unsure: `the build does not understand ${written === '' ? `an empty ${file}` : written}`,
    };
  }
  const locked = lockedPython(repository);
  if (locked.state === 'invalid-json' || locked.state === 'invalid-version')
    return {
      cycle: lineIn(locked.text),
      from: locked.at.file,
      unsure: `the build does not understand the Python of ${locked.at.file}`,
    };
  const wanted = wantedPython(repository);
  const rest = `a build takes ${defaultPythonLine()} for a new app and else the Python of the last build`;
  if (wanted === undefined)
    return { cycle: defaultPythonLine(), from: 'no file', unsure: `no file names one; ${rest}` };
  return {
    cycle: wanted.lowest,
    from: wanted.file,
    unsure: `${wanted.file} admits ${wanted.written}, which no build reads; ${rest}`,
  };
}

function lineIn(text: string): string | undefined {
  return /\d+\.\d+/.exec(text)?.[0];
}

/** What a file asks for that no build reads, and the lowest line of Python that it admits. */
function wantedPython({ files }: Repository):
  | {
      readonly file: string;
      readonly written: string;
      readonly lowest: string | undefined;
    }
  | undefined {
  const pyproject = readToml(files.text('pyproject.toml'));
  const pipfile = readToml(files.text('Pipfile'));
  const places = [
    ['Pipfile', tomlMember(pipfile, 'requires', 'python_full_version')],
    ['Pipfile', tomlMember(pipfile, 'requires', 'python_version')],
    ['pyproject.toml', tomlMember(pyproject, 'project', 'requires-python')],
    ['pyproject.toml', tomlMember(pyproject, 'tool', 'poetry', 'dependencies', 'python')],
  ] as const;
  for (const [file, written] of places) {
    if (typeof written !== 'string') continue;
    return { file, written, lowest: lowestLine(written) };
  }
  return undefined;
}

function lowestLine(written: string): string | undefined {
  const exact = /^\d+\.\d+(?=\.(\d+|x|\*)$|$)/.exec(written)?.[0];
  if (exact !== undefined) return exact;
  const specifier = poetrySpecifier(written);
  if (specifier === undefined) return undefined;
  // Of a bound such as >=3.10.4, a late patch of the line is admitted.
  return everyPython().find(({ cycle }) => satisfies(`${cycle}.99`, specifier))?.cycle;
}
