import type { FileTree } from '../../../python/file-tree.ts';
import { type Decision, fail } from '../refusal.ts';
import { existsInTree, isFolder, rootEntries } from './root-entries.ts';

/**
 * Names in the root that make an app a Python app; wider than what can be built, so that a broken
 * app gets a better message later. Source: buildpack v351 `bin/detect`; read 2026-11-23.
 */
const PYTHON_MARKERS = [
  ...[
    '.python-version',
    '__init__.py',
    'app.py',
    'main.py',
    'manage.py',
    'pdm.lock',
    'Pipfile',
    'Pipfile.lock',
    'poetry.lock',
  ],
  ...[
    'pyproject.toml',
    'requirements.txt',
    'runtime.txt',
    'server.py',
    'setup.cfg',
    'setup.py',
    'uv.lock',
  ],
  ...[
    'requeriments.txt',
    'requirement.txt',
    'requirements',
    'requirements.text',
    'Requirements.txt',
    'requirements.txt.txt',
  ],
  'requirments.txt',
];

/** Names that count as folders only. */
const PYTHON_FOLDERS = ['__pycache__', '.venv', 'venv'];

/**
 * Says whether the buildpack takes the app; a refusal lists the root. The platform records no
 * reason for it.
 */
export function detectPython(files: FileTree): Decision<object> {
  if (
    PYTHON_MARKERS.some((name) => existsInTree(files, name)) ||
    PYTHON_FOLDERS.some((name) => isFolder(files, name))
  )
    return { ok: true };
  return fail('detect', null, null, { evidence: rootEntries(files) });
}
