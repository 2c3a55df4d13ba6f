import { type CauseRow, linesWith, lockCommand, paragraph, requirementsFile } from './cause.ts';

/** Why no set of packages could be chosen or downloaded. Each line as pip 26.2.1, Poetry 2.4.1 and
 * uv 0.12.5 print it; tried 2026-11-30. */
export const RESOLUTION_CAUSES: readonly CauseRow[] = [
  {
    id: 'python-excluded',
    find: ({ text }) => {
      const found =
        /Ignored the following versions that require a different python version: .*\n(?:.*\n)*?.*satisfies the requirement (\S+)/.exec(
          text,
        ) ??
        /Package '?([\w.-]+)'? requires a different Python/.exec(text) ??
        /(incompatible\s+with\s+the\s+project's\s+Python\s+requirement)/.exec(text) ??
        /(Current Python version \(\S+\) is not allowed by the project)/.exec(text);
      if (found === null) return undefined;
      const name = /^[\w.=<>~!,[\]-]+$/.test(found[1] ?? '') ? found[1] : undefined;
      return {
        what:
          name === undefined
            ? 'The project excludes the Python that builds it'
            : `${name} does not run on the Python that builds it`,
        evidence: linesWith(
          text,
          /different python|requires a different Python|No matching distribution|Python\s+requirement|Current Python version/i,
        ),
        remedy: [
          'Ask for a Python that both allow, in .python-version, or for another version of the package:',
          '  dynoready check',
        ],
      };
    },
  },
  {
    id: 'no-wheel',
    find: ({ text }) => {
      const found =
        /`([\w.-]+)==\S+ @ [^`]*`\s+can't\s+be\s+installed\s+because\s+it\s+doesn't\s+have\s+a\s+source/.exec(
          text,
        );
      if (found === null) return undefined;
      return {
        what: `${found[1]} has no wheel for the Python that builds it`,
        evidence: linesWith(text, /can't be installed|only has wheels/),
        remedy: [
          `Lock a version of ${found[1]} that has one, then commit:`,
          `  uv lock --upgrade-package ${found[1]}`,
        ],
      };
    },
  },
  {
    id: 'versions-conflict',
    find: ({ text, manager }) => {
      if (!/ResolutionImpossible|No solution found|version solving failed/.test(text))
        return undefined;
      if (/was not found in the\s+package registry|doesn't match any versions/.test(text))
        return undefined;
      const evidence = /ResolutionImpossible/.test(text)
        ? paragraph(text, /^ERROR: Cannot install/, /^To fix this you could|^ERROR: Resol/)
        : paragraph(text, /No solution found|^Because /, /^\s*$|^hint:/);
      const lock = lockCommand(manager);
      return {
        what: 'Two requirements exclude each other',
        evidence,
        remedy: [
          `Change one of the requirements named above in ${requirementsFile(manager)}, so that one version suits all.`,
          ...(lock === undefined ? [] : ['Then:', lock]),
        ],
      };
    },
  },
  {
    id: 'package-not-found',
    find: ({ text, manager }) => {
      const found =
        /satisfies the requirement (\S+).*\(from versions: none\)/.exec(text) ??
        /Because\s+(\S+)\s+was\s+not\s+found\s+in\s+the\s+package\s+registry/.exec(text) ??
        /Unable to find installation candidates for (\S+) \(/.exec(text) ??
        /Could not find a matching version of package (\S+)/.exec(text);
      if (found === null) return undefined;
      const name = (found[1] ?? '').replace(/[=<>~!;[].*$/, '');
      return {
        what: `The package index has no package '${name}' that fits`,
        evidence: linesWith(
          text,
          /satisfies the requirement|No matching distribution|was not found|Unable to find|candidate\(s\)|Could not find a matching/,
        ),
        remedy: [
          `Check the spelling of '${name}' in ${requirementsFile(manager)}: https://pypi.org/project/${name}/`,
          'A package of your own index needs that index, for pip as a config var:',
          '  heroku config:set PIP_EXTRA_INDEX_URL=https://…',
        ],
      };
    },
  },
  {
    id: 'version-not-found',
    find: ({ text, manager }) => {
      const pip = /satisfies the requirement (\S+).*\(from versions: (.+)\)/.exec(text);
      const lock = /depends on (\S+) \((\S+)\) which doesn't match any versions/.exec(text);
      const found = pip ?? lock;
      if (found === null) return undefined;
      const newest = pip?.[2]
        ?.split(', ')
        .filter((version) => /^[\d.]+$/.test(version))
        .at(-1);
      return {
        what: `The package index has no version that ${found[1]} asks for`,
        evidence: linesWith(text, /satisfies the requirement|doesn't match any versions/).map(
          (line) => line.replace(/\(from versions: .*, (.+)\)$/, '(from versions: …, $1)'),
        ),
        remedy: [
          `Ask for a version that exists in ${requirementsFile(manager)}${newest === undefined ? '' : `; the newest for this Python is ${newest}`}.`,
        ],
      };
    },
  },
  {
    id: 'hash-missing',
    find: ({ text }) => {
      if (!/In --require-hashes mode|Hashes are required in --require-hashes mode/.test(text))
        return undefined;
      return {
        what: 'Some requirements have a hash and some have none',
        evidence: paragraph(text, /--require-hashes mode/, /^\s*$/),
        remedy: [
          'One hash switches pip to hashes for all packages, also for those that others bring along.',
          'Give every line one, or none:',
          '  pip-compile --generate-hashes requirements.in',
        ],
      };
    },
  },
  {
    id: 'hash-mismatch',
    find: ({ text, manager }) => {
      const found =
        /DO NOT MATCH THE HASHES[\s\S]*?\n\s+(\S+?)[ =@]/.exec(text) ??
        /Hash mismatch for `([\w.-]+)/.exec(text) ??
        /Hash for (\S+) .*not found in known hashes/.exec(text);
      if (found === null) return undefined;
      const lock = lockCommand(manager) ?? '  pip-compile --generate-hashes requirements.in';
      return {
        what: `The download of ${found[1]} is not the file whose hash was written down`,
        evidence: linesWith(
          text,
          /DO NOT MATCH|Hash mismatch|known hashes|^\s+Expected|^\s+Got|Computed|sha256:[0-9a-f]{64}$/,
        ),
        remedy: [
          'Find out why the file changed before you trust it. Then regenerate the hashes and commit:',
          lock,
        ],
      };
    },
  },
  {
    id: 'download-gone',
    find: ({ text, manager }) => {
      const found = /Failed\s+to\s+download\s+`([^`]+)`[\s\S]*404\s+Not\s+Found/.exec(text);
      if (found === null) return undefined;
      return {
        what: `The file of ${found[1]} that the lock names is no longer there`,
        evidence: linesWith(text, /Failed to download|404 Not Found/),
        remedy: ['Regenerate the lock and commit it:', lockCommand(manager) ?? '  uv lock'],
      };
    },
  },
];
