import { expect, test } from 'vitest';
import { setCallKeywords } from '../../src/edits/python/call-keywords.ts';
import { addContextProcessor } from '../../src/edits/python/context-processor.ts';
import { setDictKey } from '../../src/edits/python/dict-items.ts';
import { insertListItem } from '../../src/edits/python/list-items.ts';
import { moveMiddleware } from '../../src/edits/python/middleware.ts';
import { addUrlPattern } from '../../src/edits/python/urls.ts';
import { addRequirement, removeRequirement } from '../../src/edits/requirements.ts';
import { applyEdits, type EditResult } from '../../src/edits/text-edit.ts';
import { addTomlItem, removeTomlItem } from '../../src/edits/toml-items.ts';
import { type PySource, parsePython } from '../../src/python/parse.ts';
import { anyEol, anyLayout, numbers } from './any-layout.ts';
import { changesOf } from './changes-of.ts';

const SEEDS = 400;

interface Kind {
  readonly kind: 'py' | 'toml' | 'txt';
  /** A text in a layout of its own for each seed. */
  readonly write: (next: (below: number) => number) => string;
  readonly edit: (text: string) => EditResult;
  /** Everything that may be read differently afterwards. */
  readonly change: RegExp;
  /** How many of the texts may be declined. */
  readonly declinedAtMost?: number;
}

type Next = (below: number) => number;

const onPython =
  (edit: (source: PySource) => EditResult) =>
  (text: string): EditResult => {
    const parse = parsePython('settings.py', text);
    if (!parse.ok) throw new Error(`${parse.error.message} in:\n${text}`);
    return edit(parse.source);
  };

const some = (next: Next, items: readonly string[], least = 0): string[] => items.slice(0, least + next(items.length - least + 1));

const anyList = (next: Next, items: readonly string[], eol: string): string => {
  const isTuple = next(3) === 0;
  return anyLayout(next, items, { open: isTuple ? '(' : '[', close: isTuple ? ')' : ']', eol, needsLastComma: isTuple && items.length === 1 });
};

const KINDS: Readonly<Record<string, Kind>> = {
  'an item at the end of a list': {
    kind: 'py',
    write: (next) => {
      const eol = anyEol(next);
      return `X = 1${eol}APPS = ${anyList(next, some(next, ['"a"', "'b'", '*C', '("d")', 'f"{e}"']), eol)}  # end${eol}Y = 2${eol}`;
    },
    edit: onPython((source) => insertListItem(source, 'APPS', 'new', { otherwise: 'last' })),
    change: /^module\.body\[1\]\.value\.elts\[\d\] added: 'new'$/,
  },
  'an item before another': {
    kind: 'py',
    write: (next) => {
      const eol = anyEol(next);
      const items = some(next, ['"a"', '*B', '(c := "c")', '"d" if D else "e"']);
      items.splice(next(items.length + 1), 0, '"here"');
      return `APPS: list = ${anyList(next, items, eol)}${eol}`;
    },
    edit: onPython((source) => insertListItem(source, 'APPS', 'new', { before: 'here' })),
    change: /^module\.body\[0\]\.value\.elts\[\d\] added: 'new'$/,
  },
  'a moved item': {
    kind: 'py',
    write: (next) => {
      const items = some(next, ['"a"', '*B', "'c'"]);
      for (const one of ['"first"', '"second"']) items.splice(next(items.length + 1), 0, one);
      // Without brackets, every line but the last ends in a backslash.
      if (next(3) === 0) return `MIDDLEWARE = ${items.map((one) => `${one}, ${next(2) === 0 ? '\\\n    ' : ''}`).join('').replace(/,[ \\\n]*$/, '')}\n`;
      const eol = anyEol(next);
      return `MIDDLEWARE = ${anyList(next, items, eol)}${eol}`;
    },
    edit: onPython((source) => moveMiddleware(source, 'second', { after: 'first' })),
    change: /^module\.body\[0\]\.value\.elts(\[\d\] (added|removed): |\[\d\]: )('(first|second|a|c)'|B|\*B)( -> .*)?$/,
    declinedAtMost: 90,
  },
  'a key of a dict': {
    kind: 'py',
    write: (next) => {
      const eol = anyEol(next);
      const inner = anyLayout(next, ['"x": 1'], { open: '{', close: '}', eol });
      const items = some(next, [`"a": ${inner}`, '**B', "'c': [1, 2]", '"d": {}']);
      return `STORAGES = ${anyLayout(next, items, { open: '{', close: '}', eol })}${eol}`;
    },
    edit: onPython((source) => setDictKey(source, 'STORAGES', ['new', 'BACKEND'], '"b"')),
    change: /^module\.body\[0\]\.value\.(keys\[\d\] added: 'new'|values\[\d\] added: \{'BACKEND': 'b'\})$/,
  },
  'a context processor': {
    kind: 'py',
    write: (next) => {
      const eol = anyEol(next);
      const list = anyList(next, some(next, ['"a"', "'b'", '*C']), eol);
      const options = anyLayout(next, [`"context_processors": ${list}`, '"debug": True'].slice(0, 1 + next(2)), { open: '{', close: '}', eol });
      const engine = ['"BACKEND": "django.template.backends.django.DjangoTemplates"', `"OPTIONS": ${options}`];
      return `TEMPLATES = ${anyList(next, [anyLayout(next, engine, { open: '{', close: '}', eol })], eol)}${eol}`;
    },
    edit: onPython((source) => addContextProcessor(source, 'new')),
    change: /^module\.body\[0\]\.value\.elts\[0\]\.values\[1\]\.values\[0\]\.elts\[\d\] added: 'new'$/,
  },
  'a route': {
    kind: 'py',
    write: (next) => {
      const eol = anyEol(next);
      const call = `path${anyLayout(next, ['"a/"', 'view', 'name="a"'], { open: '(', close: ')', eol })}`;
      return `from django.urls import path${eol}${eol}urlpatterns = ${anyList(next, some(next, [call, '*B', 'path("", view)']), eol)}${eol}`;
    },
    edit: onPython((source) => addUrlPattern(source, { route: 'new/', view: 'view' })),
    change: /^module\.body\[1\]\.value\.elts\[0\] added: path\('new\/', view\)$/,
  },
  'keywords of a call': {
    kind: 'py',
    write: (next) => {
      const eol = anyEol(next);
      const items = some(next, ['"A"', '*B', 'c=1', 'd=(2)', 'e=[3, 4]']);
      return `DATABASES = {"default": config${anyLayout(next, items, { open: '(', close: ')', eol })}}${eol}`;
    },
    edit: onPython((source) => setCallKeywords(source, 'DATABASES', (name) => name === 'config', { x: '1', y: '2' })),
    change: /^module\.body\[0\]\.value\.values\[0\]\.keywords\[\d\] added: (x=1|y=2)$/,
  },
  'an item of a TOML array': {
    kind: 'toml',
    write: (next) => {
      const eol = anyEol(next);
      const items = some(next, ['"a"', "'b'", '"""c"""', '"d; python_version > \'3\'"']);
      return `[project]${eol}name = "x" # name${eol}dependencies = ${anyLayout(next, items, { open: '[', close: ']', eol })} # end${eol}${eol}[tool.x]${eol}y = [1, 2]${eol}`;
    },
    edit: (text) => addTomlItem(text, ['project', 'dependencies'], 'new'),
    change: /^project\.dependencies\[\d\] added: 'new'$/,
  },
  'an item taken out of a TOML array': {
    kind: 'toml',
    write: (next) => {
      const eol = anyEol(next);
      const items = some(next, ['"a"', "'b'", '"c"']);
      items.splice(next(items.length + 1), 0, '"old"');
      return `[project]${eol}dependencies = ${anyLayout(next, items, { open: '[', close: ']', eol })} # end${eol}[tool.x]${eol}y = 1${eol}`;
    },
    edit: (text) => removeTomlItem(text, ['project', 'dependencies'], (item) => item === 'old'),
    change: /^project\.dependencies\[\d\] removed: 'old'$/,
    declinedAtMost: 10,
  },
  'a line taken out of requirements': {
    kind: 'txt',
    write: (next) => {
      const eol = anyEol(next);
      const pool = ['django==5.2', 'six ; python_version > "3"  # why', '-r base.txt', '# note', '', `gunicorn \\${eol}  ==27`, '  # note \\', 'last \\'];
      // Each line once: of two that are the same, a comparison may name the other.
      const lines = [...new Set(Array.from({ length: next(6) }, () => pool[next(pool.length)]!))];
      lines.splice(next(lines.length + 1), 0, ['old', 'Old==1  # why', `old \\${eol}  >=1`, '  old ; python_version > "3"', '-e git+https://example.org/old.git#egg=old'][next(5)]!);
      return lines.join(eol) + (next(4) === 0 ? '' : eol);
    },
    edit: (text) => removeRequirement(text, 'old'),
    change: /^lines\[\d\] removed: '(old|Old==1|old   >=1|old ; python_version > "3"|-e git\+https:\/\/example.org\/old.git#egg=old)'$/,
  },
  'a line of requirements': {
    kind: 'txt',
    write: (next) => {
      const eol = anyEol(next);
      const pool = [
        ...['django==5.2', 'celery [redis] >= 5 , < 6', 'six ; python_version > "3"  # why', '-r base.txt', '-c limits.txt', '-e ./vendor'],
        ...['# note', '', '  # note \\', `gunicorn \\${eol}  ==27`, `zope \\${eol}  # gone \\${eol}`, 'a @ https://example.org/a.zip#egg=a', '--pre', '\tx', 'last \\'],
      ];
      const lines = Array.from({ length: next(7) }, () => pool[next(pool.length)]!);
      return lines.join(eol) + (next(4) === 0 ? '' : eol);
    },
    edit: (text) => addRequirement(text, { name: 'new', specifier: '>=1' }),
    change: /^lines\[\d\] added: 'new>=1'$/,
    declinedAtMost: 30,
  },
};

test.each(Object.keys(KINDS))('%s is all that Python reads differently, in hundreds of layouts', (name) => {
  const { kind, write, edit, change, declinedAtMost = 0 } = KINDS[name]!;
  const pairs = Array.from({ length: SEEDS }, (_, seed) => write(numbers(seed + 1))).flatMap((before) => {
    const result = edit(before);
    if (!result.ok) return [];
    const after = applyEdits(before, result.edits);
    expect(edit(after), after).toEqual({ ok: true, edits: [] });
    return [{ kind, before, after }];
  });
  expect(SEEDS - pairs.length).toBeLessThanOrEqual(declinedAtMost);
  const changes = changesOf(pairs);
  const unintended = pairs.flatMap(({ before, after }, index) => {
    const lines = changes[index]!;
    const isIntended = lines.every((line) => change.test(line)) && (lines.length > 0 || before === after);
    return isIntended ? [] : [`${before}--->\n${after}\n${lines.join('\n')}`];
  });
  expect(unintended).toEqual([]);
});
