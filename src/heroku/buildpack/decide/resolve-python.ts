import { factsInForce } from '../../../facts/in-force.ts';
import {
  findPythonLine,
  mayBuildPython,
  pythonFactsRead,
  pythonLines,
} from '../../../facts/python-lines.ts';
import { type Decision, fail } from '../refusal.ts';
import type { Buildpack } from '../report.ts';
import type { RequestedPython } from './requested-python.ts';

/**
 * Turns a wish (3.14) into the version that is installed (3.14.7). A full version is taken as it
 * is, even one that does not exist. A line newer than the facts is taken to exist, unless they are
 * complete.
 */
export function resolvePython(
  wish: RequestedPython,
  buildpack: Buildpack,
): Decision<{ readonly version: string; readonly line: string }> {
  const [major = 0, minor = 0, patch] = wish.requested.split('.').map(Number);
  const line = `${major}.${minor}`;
  const known = findPythonLine(line);
  if (known !== undefined)
    return {
      ok: true,
      line,
      version: patch === undefined ? known.latestPatch[buildpack] : wish.requested,
    };
  if (mayBuildPython(line))
    return { ok: true, line, version: patch === undefined ? `${line}.0` : wish.requested };
  const oldest = Number(pythonLines()[0]?.line.split('.')[1]);
  const old = major < 3 || (major === 3 && minor < oldest);
  const lines = pythonLines().map((one) => one.line);
  const evidence = [
    `${wish.requested} (${wish.origin})`,
    `Heroku builds ${lines[0]} to ${lines.at(-1)} (read on ${pythonFactsRead()})`,
  ];
  if (buildpack === 'cnb')
    return fail(
      'python-version',
      `cnb::ResolvePythonVersion::${old ? 'Eol' : 'Unknown'}Version`,
      line,
      { evidence },
    );
  return fail(
    'python-version',
    old ? 'python-version::eol' : 'python-version::unknown-major',
    line,
    { evidence },
  );
}

/**
 * Refuses a patch above the newest one known where the tables are complete: it certainly is not in
 * the platform's store. Which old patches are there cannot be told.
 */
export function checkPatchExists(version: string, buildpack: Buildpack): Decision<object> {
  const [major, minor, patch = 0] = version.split('.').map(Number);
  const latest = findPythonLine(`${major}.${minor}`)?.latestPatch[buildpack];
  if (!factsInForce().complete) return { ok: true };
  if (latest === undefined || patch <= Number(latest.split('.')[2])) return { ok: true };
  const reason =
    buildpack === 'classic'
      ? 'python-version::unknown-patch'
      : 'cnb::PythonLayer::PythonArchiveNotFound';
  return fail('install-python', reason, buildpack === 'classic' ? version : null, {
    evidence: [`${version}; the newest known one is ${latest}`],
  });
}
