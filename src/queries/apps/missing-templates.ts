import type { PlainValue } from '../../evaluator/api.ts';
import type { Repository } from '../../project/repository.ts';
import { asDict, settingOf } from '../settings/production-settings.ts';
import { installedApps } from './installed-apps.ts';
import { type Misnamed, misnamed, type NamedFiles } from './misnamed.ts';
import { namesInCode, TEMPLATE_NAMES, type WrittenName } from './template-names.ts';

/** A template that is named and that no template folder of a dyno holds under this name. */
export type MissingTemplate = WrittenName & Misnamed;

/**
 * The templates that served code, `{% extends %}` and `{% include %}` name and that are certainly
 * not found: spelled in another way than the file, kept back by git, or in a folder that only apps
 * of the project have. What an installed package may bring is not among them.
 */
export function* missingTemplates(repository: Repository): Generator<MissingTemplate> {
  const templates = templateFiles(repository);
  if (templates === undefined) return;
  const judged = new Map<string, Misnamed | undefined>();
  const judge = (name: string): Misnamed | undefined => {
    if (!judged.has(name)) judged.set(name, misnamed(repository, templates, name));
    return judged.get(name);
  };
  for (const written of [
    ...namesInCode(repository, (name) => judge(name) !== undefined, TEMPLATE_NAMES),
    ...templatesInTemplates(repository, templates),
  ]) {
    const found = judge(written.name);
    if (found !== undefined) yield { ...written, ...found };
  }
}

/** `{% extends "…" %}` and `{% include "…" %}`, outside of comments. */
function* templatesInTemplates(
  repository: Repository,
  { byName }: NamedFiles,
): Generator<WrittenName> {
  for (const [own, file] of byName) {
    if (!/\.(html?|txt|xml|svg|mjml)$/.test(file)) continue;
    const text = repository.files.text(file) ?? '';
    if (!/\{%-?\s*(?:extends|include)\b/.test(text)) continue;
    const visible = text.replace(
      /\{%\s*(comment|verbatim|raw)\b[\s\S]*?\{%\s*end\1\s*%\}|\{#[\s\S]*?#\}/g,
      (hidden) => ' '.repeat(hidden.length),
    );
    for (const match of visible.matchAll(
      /\{%-?\s*(?:extends|include)\s+(["'])([^"'\n]+)\1(?![^%]*ignore missing)\s*[^%|]*%\}/g,
    )) {
      const written = match[2] ?? '';
      const start = match.index + match[0].indexOf(written);
      const at = { file, start, end: start + written.length };
      yield { name: /^\.\.?\//.test(written) ? beside(own, written) : written, at };
    }
  }
}

/** A relative name, seen from the template it stands in. */
function beside(own: string, relative: string): string {
  const parts = own.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/**
 * The templates of the repository by the name that Django finds them under; undefined when the
 * folders are not known to the last.
 */
function templateFiles(repository: Repository): NamedFiles | undefined {
  const setting = settingOf(repository, 'TEMPLATES');
  if (setting?.state !== 'known' || !Array.isArray(setting.value)) return undefined;
  const engines = (setting.value as PlainValue[]).map(asDict);
  const listed: string[] = [];
  for (const engine of engines) {
    const folders = engine?.DIRS ?? [];
    if (engine === undefined || !Array.isArray(folders)) return undefined;
    for (const folder of folders) {
      if (typeof folder !== 'string') return undefined;
      const path = folder.replace(/^<root>\/?/, '').replace(/\/+$/, '');
      // A folder of an installed package, or one that is not of this repository.
      if (path.startsWith('/') || path.startsWith('<')) return undefined;
      listed.push(path);
    }
  }
  const byName = new Map<string, string>();
  const folders = new Set(listed);
  for (const { folder } of installedApps(repository))
    if (folder !== undefined) folders.add(`${folder}/templates`);
  for (const path of repository.files.paths) {
    const inApp = /^(.*?(?:^|\/)(?:templates|jinja2))\/(.+)$/.exec(path);
    if (inApp !== null) {
      byName.set(inApp[2]!, path);
      folders.add(inApp[1]!);
    }
    for (const folder of listed)
      if (path.startsWith(`${folder}/`)) byName.set(path.slice(folder.length + 1), path);
  }
  return { byName, folders: [...folders], ownPrefixes: ownPrefixes(repository) };
}

/** Folders of templates that no installed package has: those named as an app of the project. */
function ownPrefixes(repository: Repository): ReadonlySet<string> {
  const apps = installedApps(repository);
  const foreign = new Set(
    apps.filter(({ folder }) => folder === undefined).flatMap(({ name }) => name.split('.')),
  );
  return new Set(
    apps.flatMap(({ folder }) => {
      const label = folder?.split('/').at(-1);
      return label === undefined || foreign.has(label) ? [] : [label];
    }),
  );
}
