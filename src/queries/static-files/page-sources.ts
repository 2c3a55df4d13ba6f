import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';

/** A script or style that stands in a template instead of a file, and carries no nonce. */
export interface InlineCode {
  readonly element: 'script' | 'style';
  readonly at: SourceRange;
}

/** Other hosts that pages load from, as origins such as `https://cdn.example.com`, sorted. */
export interface ForeignOrigins {
  readonly script: readonly string[];
  readonly style: readonly string[];
  readonly font: readonly string[];
  readonly frame: readonly string[];
}

/** Types whose content no browser runs. */
const DATA =
  /\btype\s*=\s*["']?(application\/(ld\+)?json|text\/(template|x-[\w-]+|html)|importmap|speculationrules)\b/i;

/**
 * The inline scripts and styles of the project's own templates, in the order of the files.
 * Attributes such as `onclick` are not looked for.
 */
export function inlineCode(repository: Repository): InlineCode[] {
  return templates(repository).flatMap(({ file, text }) =>
    [...text.matchAll(/<(script|style)\b([^>]*)>/gi)].flatMap(
      ({ 0: tag, 1: name, 2: attributes = '', index }) => {
        const isElsewhere =
          /\bsrc\s*=/i.test(attributes) || DATA.test(attributes) || /\bnonce\b/i.test(attributes);
        const element = name!.toLowerCase() === 'script' ? 'script' : 'style';
        return isElsewhere
          ? []
          : [{ element, at: { file, start: index, end: index + tag.length } } as const];
      },
    ),
  );
}

/**
 * Where the project's own templates load scripts, styles, fonts and frames from, other than from
 * the site itself.
 */
export function foreignOrigins(repository: Repository): ForeignOrigins {
  const found = {
    script: new Set<string>(),
    style: new Set<string>(),
    font: new Set<string>(),
    frame: new Set<string>(),
  };
  for (const { text } of templates(repository)) {
    for (const [, name, attributes = ''] of text.matchAll(/<(script|link|iframe)\b([^>]*)>/gi)) {
      const origin = /\b(?:src|href)\s*=\s*["']?((?:https?:)?\/\/[\w.-]+(?::\d+)?)/i.exec(
        attributes,
      )?.[1];
      if (origin === undefined) continue;
      // A page of Heroku is an https page, in which a browser loads nothing from http.
      const secure = origin.toLowerCase().replace(/^(https?:)?/, 'https:');
      if (/^script$/i.test(name!)) found.script.add(secure);
      else if (/^iframe$/i.test(name!)) found.frame.add(secure);
      else if (/\brel\s*=\s*["']?stylesheet/i.test(attributes)) {
        found.style.add(secure);
        // A style sheet brings its fonts from beside it; those of Google stand on a host of their
        // own.
        found.font.add(
          secure === 'https://fonts.googleapis.com' ? 'https://fonts.gstatic.com' : secure,
        );
      }
    }
  }
  const sorted = (one: ReadonlySet<string>): string[] => [...one].sort();
  return {
    script: sorted(found.script),
    style: sorted(found.style),
    font: sorted(found.font),
    frame: sorted(found.frame),
  };
}

/** The texts of the project's templates, their comments blanked. */
function templates({ files }: Repository): { file: string; text: string }[] {
  const paths = files.paths.filter((path) => /(^|\/)templates\/.+\.html?$/.test(path));
  return paths.map((file) => ({
    file,
    text: (files.text(file) ?? '').replace(/<!--[\s\S]*?-->|\{#.*?#\}/g, (one) =>
      ' '.repeat(one.length),
    ),
  }));
}
