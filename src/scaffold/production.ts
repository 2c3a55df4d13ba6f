import { lineEndOf } from '../edits/line-ends.ts';
import type { Answers } from './answers.ts';
import type { Draft, Reason } from './draft.ts';
import { addImports, insertBehindImports, sortImports } from './imports.ts';
import type { SettingsLayout } from './layout.ts';
import { indent } from './statement.ts';
import type { RenderTemplate } from './templates.ts';

/** Lines that one entry adds to production's settings. */
export interface Section {
  readonly reason: Reason;
  /** Whole import statements that the body needs. */
  readonly imports: readonly string[];
  readonly body: string;
}

/** What production's settings gain, gathered from the entries and written once, so that one entry alone gives the same lines as all of them. */
export interface ProductionSettings {
  readonly sections: readonly Section[];
  /** Lines without a body are no section. */
  add(section: Section): void;
}

/** An empty gathering. */
export function gatherProduction(): ProductionSettings {
  const sections: Section[] = [];
  return { sections, add: (section) => void (section.body.trim() !== '' && sections.push(section)) };
}

const IMPORT_OS = 'import os';
const IMPORT_REFUSAL = 'from django.core.exceptions import ImproperlyConfigured';

/** Writes the gathered sections to where the layout wants them: a new module, the end of a module, or below `if PRODUCTION:`. */
export function writeProduction(draft: Draft, layout: SettingsLayout, production: ProductionSettings, render: RenderTemplate): void {
  const { sections } = production;
  const bodies = sections.map(({ body }) => body.trim()).join('\n\n');
  if (layout.mode === 'split') {
    const prelude = preludeFor(bodies, '', render);
    const header = render('project/package/settings/heroku.py', { imports: sortImports(importsOf(sections, prelude)) }).trim();
    const gap = prelude.startsWith('def ') ? '\n\n\n' : '\n\n';
    const text = [header, prelude, bodies].filter(Boolean).join(gap);
    draft.write(layout.productionPath, `${text}\n`, { entry: 'settings', because: 'production has settings of its own, and only there' });
    for (const { reason } of sections) draft.explain(layout.productionPath, reason);
    return;
  }
  const path = layout.productionPath;
  const text = draft.text(path) ?? '';
  const block = layout.mode === 'single' && bodies !== '' ? `if PRODUCTION:\n${indent(bodies)}` : bodies;
  const prelude = preludeFor(`${block}\n${text}`, text, render);
  if (block === '' && prelude === '') return;
  const imported = addImports(path, text, importsOf(sections, prelude));
  if (!imported.ok) {
    for (const { reason } of sections) {
      draft.decline({
        entry: reason.entry,
        path,
        because: imported.because,
        next: `Add to ${path} by hand what '${reason.because}' needs.`,
      });
    }
    return;
  }
  const withPrelude = insertBehindImports(path, imported.text, prelude).replace(/\s*$/, '');
  const eol = lineEndOf(text);
  const after = block === '' ? withPrelude : `${withPrelude}\n\n\n${block}`;
  for (const { reason } of sections) draft.write(path, `${after.replace(/\r?\n/g, eol)}${eol}`, reason);
  for (const { reason } of sections) draft.explain(path, reason);
  if (sections.length === 0)
    draft.write(path, `${after.replace(/\r?\n/g, eol)}${eol}`, { entry: 'settings', because: 'what the settings ask for is defined' });
}

/** Our helpers as they begin in a settings file, to tell them from an owner's own of the same name. */
const HELPERS = {
  PRODUCTION: /^PRODUCTION\s*=\s*os\.environ\.get\("ENVIRONMENT"\) == "production"/m,
  required: /^def required\(name\):/m,
  env: /^env\s*=\s*(environ\.)?(Fileaware)?Env\(/m,
} as const;

/** True for one settings file that branches on ENVIRONMENT already, as it is written here. */
export function isOurBranch(text: string): boolean {
  return HELPERS.PRODUCTION.test(text);
}

/** The name of one of our helpers that the text uses for something else; undefined when all are free or ours. */
export function takenName(text: string, environment: Answers['environment']): string | undefined {
  const isTaken = (name: keyof typeof HELPERS): boolean =>
    new RegExp(`^(def |class )?${name}\\b\\s*[=(:]`, 'm').test(text) && !HELPERS[name].test(text);
  return (environment === 'environ' ? (['PRODUCTION', 'env'] as const) : (['PRODUCTION', 'required'] as const)).find(isTaken);
}

/** The helpers that the lines use and the text does not define yet. */
function preludeFor(lines: string, text: string, render: RenderTemplate): string {
  const helpers: string[] = [];
  if (/\benv\("/.test(lines) && !HELPERS.env.test(text)) helpers.push('env = environ.Env()');
  if (/\bPRODUCTION\b/.test(lines) && !HELPERS.PRODUCTION.test(text))
    helpers.push(render('project/package/settings/heroku/marker.py').trim());
  if (/\brequired\("/.test(lines) && !HELPERS.required.test(text))
    helpers.push(render('project/package/settings/heroku/required.py').trim());
  return helpers.join('\n\n\n');
}

function importsOf(sections: readonly Section[], prelude: string): string[] {
  const wanted = sections.flatMap(({ imports }) => imports);
  if (prelude.includes('os.')) wanted.push(IMPORT_OS);
  if (prelude.includes('ImproperlyConfigured')) wanted.push(IMPORT_REFUSAL);
  if (prelude.includes('environ.Env')) wanted.push('import environ');
  return [...new Set(wanted)];
}
