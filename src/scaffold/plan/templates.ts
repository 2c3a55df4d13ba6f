import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import { packageVersion } from '../../machine/package-version.ts';

/** What a template may read; which names, each template shows. */
export type TemplateData = Readonly<Record<string, unknown>>;

/**
 * Reads and fills in one of the package's own templates, named by its path below `templates/`. All
 * can read `version`, the package's own. Throws when the template is not there: our bug.
 */
export type RenderTemplate = (name: string, data?: TemplateData) => string;

/**
 * The text of a template with its `<% %>` tags filled in. Nothing is escaped: the output is Python
 * and configuration, never HTML. Reads only files of this package, from source, from `dist` and
 * under the test runner alike.
 */
export const renderTemplate: RenderTemplate = (name, data = {}) => {
  const path = fileURLToPath(import.meta.resolve(`#templates/${name}`));
  return ejs.render(
    readFileSync(path, 'utf8'),
    { version: packageVersion(), ...data },
    { escape: String, filename: path },
  );
};
