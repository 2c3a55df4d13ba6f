import { defaultPythonLine } from '../../../facts/python-lines.ts';
import type { PackageManagerId } from '../../../project/dependencies.ts';
import type { FileTree } from '../../../python/file-tree.ts';
import { type Decision, fail } from '../refusal.ts';
import type { RequestedPython } from './requested-python.ts';

/** Largest number in a version: the buildpack parses each part as 16 bits. */
const LARGEST_PART = 65_535;

/**
 * Reads the wanted version as the Cloud Native Buildpack does: `.python-version` alone, and any
 * `runtime.txt` is an error.
 */
export function readRequestedPythonCnb(
  files: FileTree,
  packageManager: PackageManagerId,
): Decision<RequestedPython> {
  const id = 'cnb::RequestedPythonVersion::';
  if (files.has('runtime.txt'))
    return fail('python-version', `${id}RuntimeTxtNotSupported`, null, {
      evidence: ['runtime.txt'],
    });
  const bytes = files.bytes('.python-version');
  if (bytes === undefined) {
    return packageManager === 'uv'
      ? fail('python-version', `${id}PythonVersionFileRequiredWithUv`)
      : { ok: true, requested: defaultPythonLine(), origin: 'default' };
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fail('python-version', `${id}ReadPythonVersionFile`, null, {
      evidence: ['.python-version is not UTF-8'],
    });
  }
  const parsed = parseVersionFileCnb(text);
  return parsed.ok ? { ok: true, requested: parsed.version, origin: '.python-version' } : parsed;
}

/** The version in the text of a `.python-version`, its numbers normalised (`3.014` is 3.14). */
export function parseVersionFileCnb(text: string): Decision<{ readonly version: string }> {
  const id = 'cnb::RequestedPythonVersion::ParsePythonVersionFile::';
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
  const [line] = lines;
  if (line === undefined) return fail('python-version', `${id}NoVersion`);
  if (lines.length > 1)
    return fail('python-version', `${id}MultipleVersions`, null, { evidence: lines });
  const parts = line.split('.');
  const numbers = parts.map((part) => (/^\+?\d+$/.test(part) ? Number(part) : Number.NaN));
  if (parts.length < 2 || parts.length > 3 || !numbers.every((number) => number <= LARGEST_PART)) {
    return fail('python-version', `${id}InvalidVersion`, null, { evidence: [line] });
  }
  return { ok: true, version: numbers.join('.') };
}
