import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import type { Finding, Rule } from '../../check/rule.ts';
import type { Repository } from '../../project/repository.ts';
import { productionSettings } from '../../queries/settings/production-settings.ts';
import type { ProjectFindings } from '../report/finding-report.ts';
import { settingsDocument } from '../report/settings-document.ts';
import { settingValueText } from '../report/settings-text.ts';
import { stepMarkdown } from '../report/step-markdown.ts';
import { shownFile } from './diagnostics.ts';
import { overlaps, rangeIn } from './positions.ts';

/**
 * What a person reads over a position: why something was found there, and over the name of a
 * setting what it evaluates to on a dyno. Undefined when there is nothing to say.
 */
export function hoverAt(
  report: ProjectFindings,
  rules: ReadonlyMap<string, Rule>,
  file: string,
  position: Position,
): Hover | undefined {
  const { repository, findings } = report;
  const here = { start: position, end: position };
  const parts = findings
    .filter((one) => shownFile(repository, one) === file)
    .filter(({ at }) => at !== undefined && overlaps(rangeIn(repository, at), here))
    .map((finding) => explanation(finding, rules.get(finding.rule)));
  const setting = settingText(repository, file, position);
  if (setting !== undefined) parts.unshift(setting);
  if (parts.length === 0) return undefined;
  return { contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n---\n\n') } };
}

function explanation(
  { rule, severity, what, why, next }: Finding,
  known: Rule | undefined,
): string {
  return [
    `**${rule}** (${severity})`,
    what,
    why,
    stepMarkdown(next),
    ...(known === undefined ? [] : [`[${known.source.title}](${known.source.url})`]),
  ].join('\n\n');
}

/** `DEBUG` on a dyno, where the word under the position is a setting of the settings' own files. */
function settingText(
  repository: Repository,
  file: string,
  { line, character }: Position,
): string | undefined {
  const settings = productionSettings(repository);
  if (settings === undefined || !settings.files.includes(file)) return undefined;
  const text = repository.files.text(file)?.split(/\r\n|\r|\n/)[line] ?? '';
  const name = [...text.matchAll(/[A-Z][A-Z0-9_]*/g)].find(
    ({ index, 0: word }) => index <= character && character <= index + word.length,
  )?.[0];
  if (name === undefined || !settings.names.includes(name)) return undefined;
  const document = settingsDocument(repository, settings, {
    on: 'dyno',
    only: [name],
    all: false,
    setBy: new Map(),
  });
  const [entry] = document.settings;
  if (entry === undefined) return undefined;
  const from = entry.at === null ? '' : `\n\nSet in ${entry.at.file}:${entry.at.line}.`;
  return `On a dyno: \`${name} = ${settingValueText(entry, document.djangoSeries)}\`${from}`;
}
