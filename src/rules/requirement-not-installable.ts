import { defineRule, fixFrom } from '../check/rule.ts';
import { startOfLine, startOfNextLine } from '../edits/line-ends.ts';

/**
 * Packages that exist for Windows alone, or that a Debian or Ubuntu system brings and no index has.
 * Source: their project pages; read 2026-11-23.
 */
const WINDOWS = new Set(['pywin32', 'pypiwin32', 'windows-curses']);
const SYSTEM = new Set([
  'pkg-resources',
  'python-apt',
  'apturl',
  'command-not-found',
  'ubuntu-advantage-tools',
  'ubuntu-drivers-common',
  'ufw',
  'unattended-upgrades',
]);

export default defineRule<{ name: string; from: 'windows' | 'system' }>({
  id: 'requirement-not-installable',
  group: 'dependencies',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Python Packaging User Guide, "Dependency specifiers": environment markers',
    url: 'https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers',
  },
  leadsTo: ['install-dependencies::pip'],
  docs: 'A requirement exists only on Windows, or only in the Python of an operating system.',
  example: { name: 'pywin32', from: 'windows' },
  *check(repository) {
    for (const { normalizedName, group, marker, at } of repository.dependencies.requirements) {
      if (group !== 'main' || marker !== undefined) continue;
      const from = WINDOWS.has(normalizedName)
        ? 'windows'
        : SYSTEM.has(normalizedName)
          ? 'system'
          : undefined;
      if (from === undefined) continue;
      const text = repository.files.text(at.file) ?? '';
      const isList = at.file.endsWith('.txt');
      const line = {
        start: startOfLine(text, at.start),
        end: startOfNextLine(text, at.end),
        text: '',
      };
      const edits = [
        from === 'system'
          ? line
          : { start: at.end, end: at.end, text: '; sys_platform == "win32"' },
      ];
      const title = from === 'system' ? 'Delete the line' : 'Ask for it on Windows only';
      yield {
        at,
        facts: { name: normalizedName, from },
        ...(isList ? fixFrom(title, 'unsafe', at.file, { ok: true, edits }) : {}),
      };
    }
  },
  message: ({ name, from }) => ({
    what:
      from === 'windows'
        ? `\`${name}\` can be installed on Windows only.`
        : `\`${name}\` belongs to the Python of an operating system; no package index has it.`,
    why: 'The list was frozen on a machine that has it. The build installs on Linux from the package index, finds no match, and stops with `install-dependencies::pip`.',
    next:
      from === 'windows'
        ? `Ask for it on Windows only, or delete the line:\n  ${name}; sys_platform == "win32"`
        : 'Delete the line.',
  }),
});
