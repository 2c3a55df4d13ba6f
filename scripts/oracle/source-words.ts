/** The files of a case so far, by path; what a description means can depend on them. */
type Entries = Readonly<Record<string, string | Uint8Array>>;

/**
 * The Python source that a description asks for; undefined when any part of it is not understood.
 */
export function pythonSource(
  description: string,
  entries: Entries,
  path: string,
): string | undefined {
  const [head = '', ...rest] = description
    .replace(/\s+\([^)]*\)/g, '')
    .replace(/\.\s*$/, '')
    .split(/\s*;\s*/);
  if (/^Settings\b/.test(head))
    return settingsSource([head.replace(/^Settings:?\s*/, ''), ...rest], entries, path);
  if (/^Standard Django manage\.py$/.test(head)) {
    const named = rest.map(
      (clause) => /^DJANGO_SETTINGS_MODULE defaults to '([^']+)'/.exec(clause)?.[1],
    );
    return named.every((one) => one !== undefined)
      ? managePy(named[0] ?? 'testproject.settings')
      : undefined;
  }
  if (rest.length > 0) return undefined;
  if (/^Empty\b/i.test(head)) return '';
  if (/^Comment only/i.test(head)) return '# Nothing here.\n';
  const named = /^Defines (\w+)\(\), printing one fixed (?:greeting )?line$/.exec(head)?.[1];
  if (named !== undefined) return `def ${named}():\n    print("Hello from", __name__)\n`;
  if (/^Calls setuptools\.setup\(\)/.test(description))
    return 'from setuptools import setup\n\nsetup()\n';
  return raising(head.replace(/^Not a Django project: /, ''));
}

/** The content of a file of another kind; undefined when its description is not understood. */
export function otherFile(description: string): string | undefined {
  if (/^Placeholder/.test(description)) return 'placeholder\n';
  if (/^Empty (?:text )?file\b/i.test(description)) return '';
  const missing =
    /^(?:CSS file|Stylesheet) (?:that )?(?:refers|referring|references|referencing|links) (?:to )?(?:a |the )?(?:missing|non-?existent)\b/i;
  if (missing.test(description)) return 'body { background: url("not-there.png"); }\n';
  return /shell script .* fails if run/i.test(description) ? '#!/bin/sh\nexit 1\n' : undefined;
}

function raising(clause: string): string | undefined {
  if (/^(?:contains |has )?(?:an? )?(?:python )?syntax error\b/i.test(clause))
    return 'this is no Python\n';
  const name =
    /^raises (?:an? )?(\w+)(?: (?:if it is ever|when) (?:executed|imported|run|loaded))?$/i.exec(
      clause,
    )?.[1];
  if (name === undefined) return undefined;
  const imported =
    name === 'ImproperlyConfigured'
      ? 'from django.core.exceptions import ImproperlyConfigured\n'
      : '';
  return `${imported}raise ${name}("as the case says")\n`;
}

function managePy(settings: string): string {
  return `import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")

from django.core.management import execute_from_command_line

execute_from_command_line(sys.argv)
`;
}

function settingsSource(
  clauses: readonly string[],
  entries: Entries,
  path: string,
): string | undefined {
  const lines = clauses.map((clause) => settingsLine(clause, entries, path));
  if (lines.includes(undefined)) return undefined;
  const head = [
    'import os, pprint, sys',
    'from pathlib import Path',
    'BASE_DIR = Path(__file__).resolve().parent.parent',
  ];
  return [...head, 'SECRET_KEY = "only-for-this-case"', ...lines, ''].join('\n');
}

function settingsLine(clause: string, entries: Entries, path: string): string | undefined {
  const apps = /^INSTALLED_APPS = (.+)$/.exec(clause)?.[1];
  if (apps !== undefined) return installedApps(apps, entries, path);
  if (/^STATIC_ROOT = /.test(clause)) return 'STATIC_ROOT = BASE_DIR / "staticfiles"';
  if (/^STATIC_URL = /.test(clause)) return 'STATIC_URL = "static/"';
  if (
    /^(?:no|without|missing) STATIC_(?:ROOT|URL)$|^STATIC_(?:ROOT|URL) (?:is )?(?:missing|not set|unset|absent|not defined)$/i.test(
      clause,
    )
  ) {
    return '';
  }
  if (/^pretty-prints os\.environ and sys\.path(?: when imported)?$/.test(clause))
    return 'pprint.pprint(dict(os.environ))\npprint.pprint(sys.path)';
  const present = /^asserts that env var (\w+) is present$/.exec(clause)?.[1];
  if (present !== undefined) return `assert "${present}" in os.environ`;
  const read = /^reads os\.environ\[["'](\w+)["']\](?: without (?:a )?default)?$/.exec(clause)?.[1];
  if (read !== undefined) return `${read} = os.environ["${read}"]`;
  const storage =
    /^(?:STORAGES|STATICFILES_STORAGE)\b.*\b((?:Compressed)?ManifestStaticFilesStorage)\b/.exec(
      clause,
    )?.[1];
  if (storage === 'ManifestStaticFilesStorage') {
    return 'STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}';
  }
  const folder = /^STATICFILES_DIRS = .*?(?:['"/])(\w+)['"]?\]?$/.exec(clause)?.[1];
  if (folder !== undefined) return `STATICFILES_DIRS = [BASE_DIR / "${folder}"]`;
  return raising(clause);
}

function installedApps(listed: string, entries: Entries, path: string): string | undefined {
  const names = listed
    .replace(/\bonly$/, '')
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+/)
    .map((name) => name.trim().replace(/^django\.contrib\./, ''));
  const contrib = ['auth', 'contenttypes', 'sessions', 'messages', 'admin', 'staticfiles'];
  const root = path.split('/').slice(0, -2).join('/');
  const inRoot = (name: string): boolean =>
    Object.keys(entries).some((one) =>
      one.startsWith(root === '' ? `${name}/` : `${root}/${name}/`),
    );
  if (!names.every((name) => contrib.includes(name) || name === 'testapp')) return undefined;
  const apps = names
    .filter((name) => contrib.includes(name) || inRoot(name))
    .map((name) => (name === 'testapp' ? name : `django.contrib.${name}`));
  return `INSTALLED_APPS = ${JSON.stringify(apps)}`;
}
