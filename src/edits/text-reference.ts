import { linesOf } from './line-ends.ts';
import type { EditResult, TextEdit } from './text-edit.ts';

/**
 * Where a text file names a settings module: a key of pytest, tox, django-stubs or an environment
 * file, or pytest's `--ds`.
 */
const REFERENCES = [
  /^(?<before>[^#;\n]*\bDJANGO_SETTINGS_MODULE['"]?\s*[=:]\s*)(?<quote>["']?)(?<module>[\w.]+)\k<quote>/i,
  /^(?<before>[^#;\n]*(?:^|[\s"'])--ds[=\s]\s*)(?<quote>)(?<module>[\w.]+)/,
];

/**
 * The edits that make pytest.ini, setup.cfg, tox.ini, pyproject.toml or an environment file name
 * another settings module: only the name changes. Declined when the file does not name the old one.
 */
export function replaceSettingsReference(text: string, from: string, to: string): EditResult {
  const edits: TextEdit[] = [];
  const others = new Set<string>();
  for (const line of linesOf(text)) {
    for (const pattern of REFERENCES) {
      const { before, quote, module } = pattern.exec(line.text)?.groups ?? {};
      if (module === undefined || before === undefined) continue;
      const start = line.start + before.length + (quote ?? '').length;
      if (module === from) edits.push({ start, end: start + module.length, text: to });
      else others.add(module);
    }
  }
  if (edits.length > 0 || others.has(to)) return { ok: true, edits };
  const found = [...others].map((module) => `'${module}'`).join(' and ');
  return {
    ok: false,
    because:
      found === '' ? 'the file names no settings module' : `the file names ${found}, not '${from}'`,
  };
}
