import { z } from 'zod';
import { finalVersion, type Parsed, parseWith } from './parsed.ts';

/** The table of Pythons of one buildpack. */
export interface BuildpackPythons {
  /** Newest patch (X.Y.Z) by line (X.Y); exactly the lines that it builds. */
  readonly newest: Readonly<Record<string, string>>;
  /** The line (X.Y) of an app that names none. */
  readonly default: string;
}

const minor = z.coerce.number().int().min(6).max(99);
const schema = z
  .strictObject({
    newest: z.record(z.string(), finalVersion),
    default: minor,
    oldestLine: minor,
    newestLine: minor,
  })
  .superRefine(({ newest, default: byDefault, oldestLine, newestLine }, issues) => {
    for (let at = oldestLine; at <= newestLine; at += 1)
      if (newest[`3.${at}`]?.startsWith(`3.${at}.`) !== true)
        issues.addIssue({ code: 'custom', message: `no patch of Python 3.${at}` });
    if (byDefault < oldestLine || byDefault > newestLine)
      issues.addIssue({ code: 'custom', message: `the default 3.${byDefault} is not built` });
  })
  .transform(({ newest, default: byDefault, oldestLine, newestLine }): BuildpackPythons => {
    const built = Object.entries(newest).filter(([line]) => {
      const number = Number(line.slice(2));
      return number >= oldestLine && number <= newestLine;
    });
    return { newest: Object.fromEntries(built), default: `3.${byDefault}` };
  });

/**
 * The table in `lib/python_version.sh` of the classic buildpack. Its shape: heroku/heroku-buildpack-python
 * v351, read 2026-12-01.
 */
export function parseClassicPythons(text: string): Parsed<BuildpackPythons> {
  const newest = [...text.matchAll(/^LATEST_PYTHON_3_(\d+)="([\d.]+)"$/gm)];
  return parseWith(schema, {
    newest: Object.fromEntries(newest.map(([, line, version]) => [`3.${line}`, version])),
    default: /^DEFAULT_PYTHON_FULL_VERSION="\$\{LATEST_PYTHON_3_(\d+)\}"$/m.exec(text)?.[1],
    oldestLine: /^OLDEST_SUPPORTED_PYTHON_3_MINOR_VERSION=(\d+)$/m.exec(text)?.[1],
    newestLine: /^NEWEST_SUPPORTED_PYTHON_3_MINOR_VERSION=(\d+)$/m.exec(text)?.[1],
  });
}

/**
 * The table in `src/python_version.rs` of the Cloud Native Buildpack. Its shape: heroku/buildpacks-python
 * after 6.5.0, read 2026-12-01.
 */
export function parseCnbPythons(text: string): Parsed<BuildpackPythons> {
  const newest = [
    ...text.matchAll(
      /\bLATEST_PYTHON_3_(\d+): PythonVersion = PythonVersion::new\((\d+), (\d+), (\d+)\)/g,
    ),
  ];
  const constant = (name: string): string | undefined =>
    new RegExp(`\\b${name}: u16 = (\\d+);`).exec(text)?.[1];
  return parseWith(schema, {
    newest: Object.fromEntries(
      newest.map(([, line, ...version]) => [`3.${line}`, version.join('.')]),
    ),
    default: /\bDEFAULT_PYTHON_VERSION: RequestedPythonVersion =[^}]*?\bminor: (\d+),/.exec(
      text,
    )?.[1],
    oldestLine: constant('OLDEST_SUPPORTED_PYTHON_3_MINOR_VERSION'),
    newestLine: constant('NEWEST_SUPPORTED_PYTHON_3_MINOR_VERSION'),
  });
}
