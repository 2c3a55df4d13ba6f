import { finalVersion, type Parsed, parseWith } from './parsed.ts';

/**
 * The version that a requirements file of one package pins, such as `pip==26.2.1`. Its shape:
 * `requirements/` of heroku/heroku-buildpack-python v351, read 2026-12-01.
 */
export function parsePin(text: string, name: string): Parsed<string> {
  const pins = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const [, pinned, version] = /^([\w-]+)\s*==\s*([\w.]+)\s*$/.exec(pins[0] ?? '') ?? [];
  if (pins.length !== 1 || pinned?.toLowerCase() !== name)
    return { ok: false, problem: `not one line such as ${name}==1.2.3` };
  return parseWith(finalVersion, version);
}
