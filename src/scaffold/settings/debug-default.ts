import { findLookupDefault, replaceLookupDefault } from '../../edits/python/lookup-default.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import { overlay } from '../../project/overlay.ts';
import type { Constant } from '../../python/nodes.ts';
import type { FeatureContext } from '../plan/feature.ts';
import { parseSettings } from './statement.ts';

/** What a default that switches something on becomes when it shall be off, in the same spelling. */
const OFF: Readonly<Record<string, string>> = {
  true: 'false',
  '1': '0',
  on: 'off',
  yes: 'no',
  t: 'f',
  y: 'n',
};

/**
 * Turns the default of the look-up that makes DEBUG: off unless the config var says otherwise, so
 * that what the file does `if not DEBUG` is done in production. Development keeps it on: through
 * its variable in a package, through the branch in one file. False when DEBUG is not looked up so.
 */
export function turnDebugDefault(
  { draft, layout, development, repository, settings }: FeatureContext,
  because: string,
): boolean {
  const path = draft.pathNow(layout.sourcePath);
  const text = draft.text(path) ?? '';
  const source = parseSettings(path, text);
  const found = findLookupDefault(source, 'DEBUG');
  if (found === undefined) return false;
  const written = text.slice(found.default.start, found.default.end);
  const off = offOf(found.default, written);
  if (off === undefined) return false;
  const inOneFile =
    found.default.value === true ? 'not PRODUCTION' : `${off} if PRODUCTION else ${written}`;
  const result = replaceLookupDefault(source, 'DEBUG', layout.mode === 'single' ? inOneFile : off);
  const original = repository.files.text(layout.sourcePath) ?? '';
  const plain = replaceLookupDefault(parseSettings(layout.sourcePath, original), 'DEBUG', off);
  if (!result.ok || !plain.ok) return false;
  const module = settings.module;
  const turned = overlay(
    repository,
    new Map([[layout.sourcePath, applyEdits(original, plain.edits)]]),
    () => ({ productionModule: module }),
  ).djangoProject?.production;
  if (turned === undefined || turned.failure !== undefined) return false;
  draft.write(path, applyEdits(text, result.edits), { entry: 'secrets', because });
  if (layout.mode === 'split')
    development.presets.push({
      name: found.variable,
      value: JSON.stringify(textOf(found.default)),
    });
  development.turned = turned;
  return true;
}

function offOf(value: Constant, written: string): string | undefined {
  if (value.value === true) return 'False';
  if (value.value === 1) return '0';
  if (value.type !== 'str') return undefined;
  const off = OFF[value.value.toLowerCase()];
  if (off === undefined) return undefined;
  const cased =
    value.value === value.value.toLowerCase() ? off : off.charAt(0).toUpperCase() + off.slice(1);
  return written.replace(value.value, cased);
}

/** The default as the text that the variable would hold. */
function textOf({ value }: Constant): string {
  return value === true ? 'True' : String(value);
}
