import {
  type CodeAction,
  CodeActionKind,
  type TextEdit as ProtocolEdit,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { planFixes } from '../../check/apply-fixes.ts';
import type { Fix, Rule } from '../../check/rule.ts';
import type { Repository } from '../../project/repository.ts';
import type { ProjectFindings } from '../report/finding-report.ts';
import { diagnosticOf, shownFile } from './diagnostics.ts';
import { overlaps, positionIn, rangeIn, uriOf } from './positions.ts';

/** The action that makes every safe fix of a file's project, as `dynoready check --fix` does. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.dynoready`;

/**
 * The fixes of the findings at a range of a file, and the one that makes all safe ones. A fix that
 * creates a file is left to `dynoready init`.
 */
export function quickFixes(
  root: string,
  report: ProjectFindings,
  rules: ReadonlyMap<string, Rule>,
  asked: { readonly uri: string; readonly range: Range; readonly only?: readonly string[] },
): CodeAction[] {
  const { repository, findings } = report;
  const wants = (kind: string): boolean =>
    asked.only === undefined || asked.only.some((one) => `${kind}.`.startsWith(`${one}.`));
  const single = !wants(CodeActionKind.QuickFix)
    ? []
    : findings.flatMap((finding): CodeAction[] => {
        const { fix } = finding;
        if (fix === undefined || !fix.edits.every(({ file }) => repository.files.has(file)))
          return [];
        if (uriOf(root, shownFile(repository, finding)) !== asked.uri) return [];
        if (!overlaps(rangeIn(repository, finding.at), asked.range)) return [];
        return [
          {
            title: fix.title,
            kind: CodeActionKind.QuickFix,
            isPreferred: fix.safety === 'safe',
            diagnostics: [diagnosticOf(repository, finding, rules.get(finding.rule))],
            edit: workspaceEdit(root, repository, fix),
          },
        ];
      });
  if (!wants(FIX_ALL)) return single;
  const all = fixAll(root, report);
  return all === undefined ? single : [...single, all];
}

function workspaceEdit(root: string, repository: Repository, { edits }: Fix): WorkspaceEdit {
  const changes: Record<string, ProtocolEdit[]> = {};
  for (const { file, start, end, text } of edits) {
    const before = repository.files.text(file) ?? '';
    const range = { start: positionIn(before, start), end: positionIn(before, end) };
    const uri = uriOf(root, file);
    changes[uri] = [...(changes[uri] ?? []), { range, newText: text }];
  }
  return { changes };
}

function fixAll(root: string, { repository, findings }: ProjectFindings): CodeAction | undefined {
  const { files } = planFixes(repository, findings, { unsafe: false });
  if (files.length === 0) return undefined;
  const changes = Object.fromEntries(
    files.map(({ path, before, after }) => {
      const range = { start: positionIn(before, 0), end: positionIn(before, before.length) };
      return [uriOf(root, path), [{ range, newText: after.replace(/^\uFEFF/, '') }]];
    }),
  );
  return { title: 'Make all safe fixes of dynoready', kind: FIX_ALL, edit: { changes } };
}
