import type { Repository } from '../../project/repository.ts';
import type { Expression, PyNode } from '../../python/nodes.ts';
import { dottedName, walk } from '../../python/walk.ts';
import { buildsFrontEnd, type Misnamed, misnamed, type NamedFiles } from '../apps/misnamed.ts';
import { type CodeNames, namesInCode, type WrittenName } from '../apps/template-names.ts';
import { stringsOf } from '../settings/production-settings.ts';
import { pushedStaticFiles, usesManifest } from './static-files.ts';

/** A static file that is named and that collectstatic certainly does not find. */
export type MissingStatic = WrittenName & Misnamed;

/**
 * The static files that templates, `static()` and `Media` classes name and that certainly no static
 * folder of the repository holds, with the place of each name.
 */
export function* missingStaticFiles(repository: Repository): Generator<MissingStatic> {
  const files = pushedStaticFiles(repository);
  if (files === undefined) return;
  const isAbsent = absenceOf(repository, files);
  const judged = new Map<string, Misnamed | undefined>();
  const judge = (name: string): Misnamed | undefined => {
    if (!judged.has(name)) judged.set(name, misnamed(repository, files, name) ?? isAbsent(name));
    return judged.get(name);
  };
  for (const written of [
    ...staticsInTemplates(repository),
    ...namesInCode(repository, (name) => judge(name) !== undefined, STATIC_NAMES),
  ]) {
    const found = judge(written.name);
    if (found !== undefined) yield { ...written, ...found };
  }
}

/** Says of a name that is no misspelling whether any installed package could bring it. */
function absenceOf(
  repository: Repository,
  { byName }: NamedFiles,
): (name: string) => Misnamed | undefined {
  const ours = new Set([...byName.keys()].map((path) => path.split('/')[0]));
  const foreign = hasForeignApps(repository);
  const isBuilt = buildsFrontEnd(repository);
  return (name) => {
    const top = name.split('/')[0] ?? '';
    if (isBuilt || byName.has(name) || name.endsWith('/') || top === 'admin' || top === 'gis')
      return undefined;
    // What lies in a folder of its own may come with an installed package.
    if (foreign && name.includes('/') && !ours.has(top)) return undefined;
    return { fault: 'absent', instead: undefined };
  };
}

function* staticsInTemplates(repository: Repository): Generator<WrittenName> {
  // Without a manifest little can be wrong, so only what is surely a template is read.
  const isTemplate = usesManifest(repository)
    ? /\.(html?|txt|xml)$/
    : /(^|\/)templates\/.*\.html?$/;
  for (const file of repository.files.paths.filter((path) => isTemplate.test(path))) {
    for (const match of (repository.files.text(file) ?? '').matchAll(
      /\{%-?\s*static\s+(["'])([^"'{}]+)\1/g,
    )) {
      const name = (match[2] ?? '').replace(/[?#].*$/, '');
      const start = match.index + match[0].indexOf(match[2] ?? '');
      yield { name, at: { file, start, end: start + name.length } };
    }
  }
}

const USES_STATIC = /\btemplatetags\.static\b/;

/** `static("…")` and the paths of `Media` classes. */
const STATIC_NAMES: CodeNames = {
  mayHold: (text) => USES_STATIC.test(text) || /\bclass Media\b/.test(text),
  namedIn: (text) => {
    const usesStatic = USES_STATIC.test(text);
    return (node) => namedBy(node, usesStatic);
  },
};

function* namedBy(node: PyNode, usesStatic: boolean): Generator<Expression> {
  if (node.kind === 'Call') {
    const [first] = node.args;
    const isStatic = /(^|\.)static$/.test(dottedName(node.func) ?? '');
    if (usesStatic && isStatic && first !== undefined && node.args.length === 1) yield first;
  }
  if (node.kind !== 'ClassDef' || node.name !== 'Media') return;
  for (const inner of walk(node)) {
    // Whole addresses are written as they are.
    if (
      inner.kind === 'Constant' &&
      typeof inner.value === 'string' &&
      /^(?!\/|https?:)[^\s]*\.(css|js|mjs)$/.test(inner.value)
    )
      yield inner;
  }
}

function hasForeignApps(repository: Repository): boolean {
  const apps = stringsOf(repository, 'INSTALLED_APPS') ?? [];
  return apps.some((app) => {
    const top = app.split('.')[0] ?? '';
    return (
      !/^(django|whitenoise)$/.test(top) &&
      !repository.files.paths.some((path) => new RegExp(`(^|/)${top}(/|\\.py$)`).test(path))
    );
  });
}
