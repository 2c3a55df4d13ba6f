import type { Place } from '../place.ts';
import type { Project } from '../project.ts';

/** A script or style that stands in a template instead of a file, and carries no nonce. */
export interface InlineCode {
  readonly element: 'script' | 'style';
  readonly at: Place;
}

/** Types whose content no browser runs. */
const DATA = /\btype\s*=\s*["']?(application\/(ld\+)?json|text\/(template|x-[\w-]+|html)|importmap|speculationrules)\b/i;

/** The inline scripts and styles of the project's own templates, in the order of the files. Attributes such as `onclick` are not looked for. */
export function inlineCode(project: Project): InlineCode[] {
  return project.files.paths.filter(isTemplate).flatMap((file) => {
    const text = (project.files.text(file) ?? '').replace(/<!--[\s\S]*?-->|\{#.*?#\}/g, (comment) => ' '.repeat(comment.length));
    return [...text.matchAll(/<(script|style)\b([^>]*)>/gi)].flatMap(({ 0: tag, 1: name, 2: attributes = '', index }) => {
      const isElsewhere = /\bsrc\s*=/i.test(attributes) || DATA.test(attributes) || /\bnonce\b/i.test(attributes);
      const element = name!.toLowerCase() === 'script' ? 'script' : 'style';
      return isElsewhere ? [] : [{ element, at: { file, start: index, end: index + tag.length } } as const];
    });
  });
}

function isTemplate(path: string): boolean {
  return /(^|\/)templates\/.+\.html?$/.test(path);
}
