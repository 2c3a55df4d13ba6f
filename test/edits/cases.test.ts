import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { applyEdits, type EditResult } from '../../src/edits/text-edit.ts';
import { type PySource, parsePython } from '../../src/python/parse.ts';

/**
 * A case is a folder `<format>/<case>/` with `input.*` (none: there is no file yet) and `output.*`,
 * or `declined.txt` with the whole reason, or neither: then the edit finds nothing to do. What is
 * done stands in the `edit.ts` of the case, else in that of its format.
 */
const root = dirname(fileURLToPath(import.meta.url));
/** Beside the cases lie the tests of `src/edits/python`. */
const TESTS = [join(root, 'python')];
const BOM = '\ufeff';

type Edit = (input: never) => EditResult;

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !TESTS.includes(join(path, entry.name)))
    .map(({ name }) => name);
}

function fileNamed(folder: string, stem: string): { name: string; text: string } | undefined {
  const name = readdirSync(folder).find((one) => one === stem || one.startsWith(`${stem}.`));
  return name === undefined ? undefined : { name, text: readFileSync(join(folder, name), 'utf8') };
}

async function editOf(format: string, name: string): Promise<Edit> {
  const own = join(root, format, name, 'edit.ts');
  const module = (await import(existsSync(own) ? own : join(root, format, 'edit.ts'))) as { default: Edit };
  return module.default;
}

function run(edit: Edit, fileName: string | undefined, text: string | undefined): EditResult {
  if (!fileName?.endsWith('.py')) return edit(text as never);
  const parse = parsePython(fileName, text ?? '');
  if (!parse.ok) throw new Error(`${fileName} is not Python: ${parse.error.message}`);
  return edit(parse.source satisfies PySource as never);
}

for (const format of folders(root)) {
  describe(format, () => {
    for (const name of folders(join(root, format))) {
      const folder = join(root, format, name);
      const input = fileNamed(folder, 'input');
      const output = fileNamed(folder, 'output')?.text;
      const reason = fileNamed(folder, 'declined')?.text.trimEnd();
      const expected = output ?? input?.text ?? '';

      if (reason !== undefined) {
        test(`${name}: declines with its reason`, async () => {
          expect(run(await editOf(format, name), input?.name, input?.text)).toEqual({ ok: false, because: reason });
        });
        continue;
      }
      const check = async (before: string | undefined, after: string): Promise<void> => {
        const edit = await editOf(format, name);
        const result = run(edit, input?.name, before);
        expect(result.ok ? '' : result.because).toBe('');
        if (!result.ok) return;
        expect(applyEdits(before ?? '', result.edits)).toBe(after);
        if (output === undefined) expect(result.edits).toEqual([]);
        expect(run(edit, input?.name, after)).toMatchObject({ ok: true, edits: [] });
      };
      test(`${name}: ${output === undefined ? 'leaves the file alone' : 'changes the file as shown, once'}`, async () => {
        await check(input?.text, expected);
      });
      if (input === undefined || !input.text.includes('\n')) continue;
      // A BOM hides the first line of a Procfile from the platform, so there it makes a difference.
      if (format !== 'procfile') test(`${name}: the same with a BOM`, async () => {
        const strip = (text: string): string => text.replace(BOM, '');
        await check(BOM + strip(input.text), BOM + strip(expected));
      });
      if (input.text.includes('\r')) continue;
      test(`${name}: the same with CRLF`, async () => {
        await check(input.text.replaceAll('\n', '\r\n'), expected.replaceAll('\n', '\r\n'));
      });
    }
  });
}
