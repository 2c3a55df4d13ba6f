import { lineEndOf } from '../../edits/line-ends.ts';
import type { Reason } from '../plan/draft.ts';
import type { FeatureContext } from '../plan/feature.ts';
import type { RenderTemplate } from '../plan/templates.ts';
import type { ConfigReader } from './config-reader.ts';
import { addImports, insertBehindImports, sortImports } from './imports.ts';
import { indent } from './statement.ts';

/** Lines that one entry adds to production's settings. */
export interface Section {
  readonly reason: Reason;
  /** Whole import statements that the body may need; one that nothing uses is not written. */
  readonly imports: readonly string[];
  readonly body: string;
}

/**
 * What production's settings gain, gathered from the entries and written once, so that one entry
 * alone gives the same lines as all of them.
 */
export interface ProductionSettings {
  readonly sections: readonly Section[];
  /** Lines without a body are no section. */
  add(section: Section): void;
}

/** An empty gathering. */
export function gatherProduction(): ProductionSettings {
  const sections: Section[] = [];
  return {
    sections,
    add: (section) => void (section.body.trim() !== '' && sections.push(section)),
  };
}

/**
 * Writes the gathered sections to where the layout wants them: a new module, the end of a module,
 * or below `if PRODUCTION:`.
 */
export function writeProduction({
  draft,
  layout,
  production,
  render,
  reader,
}: FeatureContext): void {
  const { sections } = production;
  const bodies = sections.map(({ body }) => body.trim()).join('\n\n');
  if (layout.mode === 'split') {
    const prelude = preludeFor(bodies, '', render, reader);
    const imports = sortImports(importsOf(sections, `${prelude}\n${bodies}`, reader));
    const shared = reader.isShared && usesReader(bodies, reader) ? reader.name : undefined;
    const header = render('project/package/settings/heroku.py', { imports, shared }).trim();
    const gap = prelude.startsWith('def ') ? '\n\n\n' : '\n\n';
    const text = [header, prelude, bodies].filter(Boolean).join(gap);
    draft.write(layout.productionPath, `${text}\n`, {
      entry: 'settings',
      because: 'production settings, separate from development',
    });
    for (const { reason } of sections) draft.explain(layout.productionPath, reason);
    return;
  }
  const path = layout.productionPath;
  const text = draft.text(path) ?? '';
  const block =
    layout.mode === 'single' && bodies !== '' ? `if PRODUCTION:\n${indent(bodies)}` : bodies;
  const prelude = preludeFor(`${block}\n${text}`, text, render, reader);
  if (block === '' && prelude === '') return;
  const imported = addImports(
    path,
    text,
    importsOf(sections, `${prelude}\n${bodies}`, reader),
    prelude,
  );
  if (!imported.ok) {
    for (const { reason } of sections) {
      draft.decline({
        entry: reason.entry,
        path,
        because: imported.because,
        next: `Add the settings for '${reason.because}' to ${path} by hand.`,
      });
    }
    return;
  }
  const withPrelude = insertBehindImports(path, imported.text, prelude).trimEnd();
  const eol = lineEndOf(text);
  const after = block === '' ? withPrelude : `${withPrelude}\n\n\n${block}`;
  for (const { reason } of sections)
    draft.write(path, `${after.replace(/\r?\n/g, eol)}${eol}`, reason);
  for (const { reason } of sections) draft.explain(path, reason);
  if (sections.length === 0)
    draft.write(path, `${after.replace(/\r?\n/g, eol)}${eol}`, {
      entry: 'settings',
      because: 'defines the names that the settings use',
    });
}

/**
 * Our helpers as they begin in a settings file, to tell them from an owner's own of the same name.
 */
const HELPERS = {
  PRODUCTION: /^PRODUCTION\s*=\s*os\.environ\.get\("ENVIRONMENT"\) == "production"/m,
  required: /^def required\(name\):/m,
} as const;

/** True for one settings file that branches on ENVIRONMENT already, as it is written here. */
export function isOurBranch(text: string): boolean {
  return HELPERS.PRODUCTION.test(text);
}

/**
 * The name of one of our helpers that the text uses for something else; undefined when all are free
 * or ours.
 */
export function takenName(text: string, { name, definition }: ConfigReader): string | undefined {
  const isMeant = (one: string): boolean =>
    new RegExp(`^(def |class )?${one}\\b\\s*[=(:]`, 'm').test(text);
  if (isMeant('PRODUCTION') && !HELPERS.PRODUCTION.test(text)) return 'PRODUCTION';
  if (name === undefined)
    return isMeant('required') && !HELPERS.required.test(text) ? 'required' : undefined;
  return definition !== '' && isMeant(name) ? name : undefined;
}

/** The helpers that the lines use and the text does not define yet. */
function preludeFor(
  lines: string,
  text: string,
  render: RenderTemplate,
  reader: ConfigReader,
): string {
  const helpers: string[] = [];
  if (reader.definition !== '' && usesReader(lines, reader)) helpers.push(reader.definition);
  if (/\bPRODUCTION\b/.test(lines) && !HELPERS.PRODUCTION.test(text))
    helpers.push(render('project/package/settings/heroku/marker.py').trim());
  if (/\brequired\("/.test(lines) && !HELPERS.required.test(text))
    helpers.push(render('project/package/settings/heroku/required.py').trim());
  return helpers.join('\n\n\n');
}

function usesReader(lines: string, { name }: ConfigReader): boolean {
  return name !== undefined && new RegExp(`\\b${name}(\\.\\w+)?\\("`).test(lines);
}

/**
 * The imports of the sections, the helpers and the reader whose name stands anywhere in the lines.
 */
function importsOf(sections: readonly Section[], lines: string, reader: ConfigReader): string[] {
  const helpers = ['import os', 'from django.core.exceptions import ImproperlyConfigured'];
  const code = lines.replace(/#.*$/gm, '');
  const isUsed = (statement: string): boolean =>
    new RegExp(`\\b${/(\w+)$/.exec(statement)![1]!}\\b`).test(code);
  return [
    ...new Set([...sections.flatMap(({ imports }) => imports), ...helpers, ...reader.imports]),
  ].filter(isUsed);
}
