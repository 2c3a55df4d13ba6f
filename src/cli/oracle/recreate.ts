import type { OracleCase } from './case.ts';

/** The files of a case as text or bytes by path, with the Python sources and hooks that it only describes written out. */
export interface RecreatedFiles {
  readonly entries: Readonly<Record<string, string | Uint8Array>>;
  readonly executable: ReadonlySet<string>;
  /** Descriptions that no source could be written for: the case can be judged by its files, but not built. */
  readonly unknown: readonly string[];
}

/** The addresses that the cases leave open. */
export interface IndexAddresses {
  readonly simple: string;
  readonly files: string;
}

/** Writes out a case; without addresses its placeholders stay, which only a real install would mind. */
export function recreate(one: OracleCase, addresses: IndexAddresses | undefined): RecreatedFiles {
  const entries: Record<string, string | Uint8Array> = {};
  const unknown: string[] = [];
  const put = (path: string, text: string | undefined, description: string): void => {
    if (text === undefined) unknown.push(`${path}: ${description}`);
    entries[path] = text ?? '';
  };
  for (const [path, text] of Object.entries(one.files)) entries[path] = fill(text, addresses);
  for (const [path, text] of Object.entries(one.filesBase64)) entries[path] = Buffer.from(text, 'base64');
  for (const [path, description] of Object.entries(one.pySource)) put(path, pythonSource(description, entries, path), description);
  for (const [path, description] of Object.entries(one.otherFiles)) put(path, otherFile(description), description);
  for (const [path, description] of Object.entries(one.hooks)) put(path, hook(description), description);
  return { entries, executable: new Set([...Object.keys(one.hooks), ...Object.keys(one.otherFiles)]), unknown };
}

function fill(text: string, addresses: IndexAddresses | undefined): string {
  if (addresses === undefined) return text;
  return text.replaceAll('@PYPI_SIMPLE@', addresses.simple).replaceAll('@PYPI_FILES@', addresses.files);
}

function pythonSource(description: string, entries: Readonly<Record<string, string | Uint8Array>>, path: string): string | undefined {
  if (/^Empty\b/i.test(description)) return '';
  if (/^Comment only/i.test(description)) return '# Nothing here.\n';
  const named = /^Defines (\w+)\(\)/.exec(description)?.[1];
  if (named !== undefined) return `def ${named}():\n    print("Hello from", __name__)\n`;
  if (/raises RuntimeError/.test(description)) return 'raise RuntimeError("This must not be run")\n';
  if (/^Calls setuptools\.setup\(\) with no arguments/.test(description)) return 'from setuptools import setup\n\nsetup()\n';
  if (/^Standard Django manage\.py/.test(description)) {
    const settings = /defaults to '([^']+)'/.exec(description)?.[1] ?? 'testproject.settings';
    return managePy(settings);
  }
  return /^Settings/.test(description) ? settingsSource(description, entries, path) : undefined;
}

function managePy(settings: string): string {
  return `import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")

from django.core.management import execute_from_command_line

execute_from_command_line(sys.argv)
`;
}

function settingsSource(description: string, entries: Readonly<Record<string, string | Uint8Array>>, path: string): string {
  const listed = /INSTALLED_APPS = ([^;(.]+(?:\.[^;(.]+)*)/.exec(description)?.[1] ?? '';
  const contrib = ['auth', 'contenttypes', 'sessions', 'messages', 'admin', 'staticfiles'].filter((app) =>
    new RegExp(`\\b${app}\\b`).test(listed),
  );
  const root = path.split('/').slice(0, -2).join('/');
  const inRoot = (name: string): boolean =>
    Object.keys(entries).some((one) => one.startsWith(root === '' ? `${name}/` : `${root}/${name}/`));
  const apps = [...contrib.map((app) => `django.contrib.${app}`), ...(/\btestapp\b/.test(listed) && inRoot('testapp') ? ['testapp'] : [])];
  return [
    'import os, pprint, sys',
    'from pathlib import Path',
    'BASE_DIR = Path(__file__).resolve().parent.parent',
    'SECRET_KEY = "only-for-this-case"',
    `INSTALLED_APPS = ${JSON.stringify(apps)}`,
    ...(/STATIC_ROOT =/.test(description) ? ['STATIC_ROOT = BASE_DIR / "staticfiles"'] : []),
    ...(/STATIC_URL =/.test(description) ? ['STATIC_URL = "static/"'] : []),
    ...(/pretty-prints os\.environ/.test(description) ? ['pprint.pprint(dict(os.environ))', 'pprint.pprint(sys.path)'] : []),
    ...[...description.matchAll(/asserts that env var (\w+) is present/g)].map(([, name]) => `assert "${name}" in os.environ`),
    ...(/syntax error/i.test(description) ? ['this is no Python'] : []),
    '',
  ].join('\n');
}

function otherFile(description: string): string | undefined {
  if (/^Placeholder/.test(description)) return 'placeholder\n';
  return /shell script .* fails if run/i.test(description) ? '#!/bin/sh\nexit 1\n' : undefined;
}

/** The environment goes to a file, where it is compared; the words of the log are the hook's own. */
function hook(description: string): string | undefined {
  const status = /\bexits? (?:with )?(?:status |code )?(\d+)/.exec(description)?.[1] ?? (/\bfails\b/.test(description) ? '1' : '0');
  const head = '#!/usr/bin/env bash\n';
  if (/sorted environment/.test(description)) return `${head}printenv | sort >"$BUILD_DIR/.hook-environment"\nexit ${status}\n`;
  const [, text, path] = /^Writes '([^']+)' to (\S+)/.exec(description) ?? [];
  if (text !== undefined && path !== undefined)
    return `${head}mkdir -p "$(dirname "${path}")"\necho '${text}' >"${path}"\nexit ${status}\n`;
  if (/console scripts/.test(description)) {
    return `${head}set -e\nfor script in local_package_pyproject_toml local_package_setup_py; do "$script"; done\n`;
  }
  return /exits? (?:with )?(?:status |code )?\d+/.test(description) ? `${head}exit ${status}\n` : undefined;
}
