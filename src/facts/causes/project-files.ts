import { type CauseRow, linesWith, lockCommand } from './cause.ts';

/** Faults of the project's own files at which an install ends. Tried 2026-11-30, as above. */
export const PROJECT_FILE_CAUSES: readonly CauseRow[] = [
  {
    id: 'package-mode',
    find: ({ text }) => {
      const poetry =
        /current project could not be installed: (.+)|Readme path `(.+)` does not exist/.exec(text);
      if (poetry !== null)
        return {
          what: 'Poetry also installs the project itself as a package, and cannot build one of it',
          evidence: linesWith(text, /could not be installed: |Readme path/),
          remedy: [
            'Say in pyproject.toml that it is an application, regenerate the lock, and commit both:',
            '  [tool.poetry]',
            '  package-mode = false',
            '  poetry lock',
          ],
        };
      const uv =
        /Unable to determine which files to ship|Expected a Python module at:|Multiple top-level packages discovered|Readme file does not exist|failed to open file `[^`]*README/i;
      if (!uv.test(text)) return undefined;
      return {
        what: 'uv also installs the project itself as a package, and cannot build one of it',
        evidence: linesWith(text, uv),
        remedy: [
          'Say in pyproject.toml that it is an application, regenerate the lock, and commit both:',
          '  [tool.uv]',
          '  package = false',
          '  uv lock',
        ],
      };
    },
  },
  {
    id: 'workspace-member-missing',
    find: ({ text }) => {
      const found =
        /`([\w.-]+)`\s+references\s+a\s+workspace\s+in\s+`tool\.uv\.sources`[\s\S]*?is\s+not\s+a\s+workspace\s+member/.exec(
          text,
        ) ?? /Workspace\s+member\s+`([^`]+)`\s+is\s+missing\s+a\s+`pyproject\.toml`/.exec(text);
      if (found === null) return undefined;
      return {
        what: `The uv workspace has no member ${found[1]} in git`,
        evidence: linesWith(text, /references a workspace|workspace member/i),
        remedy: [
          'Name its folder under members of [tool.uv.workspace], and commit the folder with its pyproject.toml:',
          '  git status --ignored',
          '  uv lock',
        ],
      };
    },
  },
  {
    id: 'path-missing',
    find: ({ text }) => {
      const found =
        /Distribution\s+not\s+found\s+at:\s+file:\/\/\S*?\/app\/(\S+)/.exec(text) ??
        /Distribution\s+not\s+found\s+at:\s+(\S+)/.exec(text) ??
        /looks like a path\. File '([^']+)' does not exist/.exec(text) ??
        /Path \S*?([^/\s]+) for \S+ does not exist/.exec(text) ??
        /(\S+) does not appear to be a Python project/.exec(text) ??
        /Could not open requirements file: .*'(?:[^']*\/app\/)?([^']+)'/.exec(text) ??
        /Could not open requirements file: .*'([^']+)'/.exec(text);
      if (found === null) return undefined;
      return {
        what: `A requirement leads to '${found[1]}', which is not in what git pushes`,
        evidence: linesWith(
          text,
          /Distribution not found|looks like a path|does not exist|Could not open requirements|does not appear to be/,
        ),
        remedy: [
          'Commit it, and check that neither .gitignore nor .slugignore names it:',
          `  git ls-files ${found[1]}`,
        ],
      };
    },
  },
  {
    id: 'lock-stale',
    find: ({ text, manager }) => {
      const stale =
        /lockfile at `\S+` needs to be updated|changed significantly since poetry\.lock|Pipfile\.lock \(\w+\) out of date|Pipfile\.lock.* out of date/;
      if (!stale.test(text)) return undefined;
      return {
        what: 'The lock file belongs to an earlier state of the project',
        evidence: linesWith(text, stale),
        remedy: ['Regenerate it and commit it:', lockCommand(manager) ?? '  uv lock'],
      };
    },
  },
  {
    id: 'requirement-invalid',
    find: ({ text }) => {
      const found = /Invalid requirement: ?'?([^'\n]+)'?/.exec(text);
      if (found === null) return undefined;
      const line = /\(from line (\d+) of ([^)]+)\)/.exec(text);
      const file = line?.[2]?.replace(/^.*\/app\//, '') ?? 'requirements.txt';
      return {
        what: `pip cannot read '${found[1]?.trim()}'${line === null ? '' : ` in line ${line[1]} of ${file}`}`,
        evidence: linesWith(text, /Invalid requirement/),
        remedy: [`Write it as NAME==VERSION in ${file}, or remove the line.`],
      };
    },
  },
];
