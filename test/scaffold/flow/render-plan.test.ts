import { expect, test } from 'vitest';
import {
  renderDeclined,
  renderPlanDiff,
  renderPlanTree,
} from '../../../src/scaffold/flow/render-plan.ts';
import type { Plan } from '../../../src/scaffold/plan/plan.ts';

const PLAN: Plan = {
  changes: [
    {
      kind: 'move',
      from: 'shop/settings.py',
      path: 'shop/settings/base.py',
      before: 'A = 1\n',
      after: 'A = 2\n',
      entry: 'settings',
      entries: ['settings'],
      because:
        'shared; MIDDLEWARE: WhiteNoise serves static files, because a dyno has no web server in front of it',
    },
    {
      kind: 'create',
      path: 'Procfile',
      after: 'web: gunicorn shop.wsgi\n',
      entry: 'procfile',
      entries: ['procfile'],
      because: 'it starts',
    },
    {
      kind: 'delete',
      path: 'runtime.txt',
      before: 'python-3.8.2\n',
      entry: 'python-version',
      entries: ['python-version'],
      because: 'it is deprecated',
    },
    {
      kind: 'edit',
      path: 'shop/wsgi.py',
      before: 'a\n',
      after: 'b\n',
      entry: 'settings',
      entries: ['settings'],
      because: 'uses the production settings by default',
    },
  ],
  declined: [
    {
      entry: 'health',
      path: 'shop/urls.py',
      because: 'urlpatterns is not a list',
      next: 'Add it by hand.',
    },
  ],
  next: [],
};

test('shows the plan as a tree, the root first, with a line for each reason', () => {
  expect(renderPlanTree(PLAN, { color: false, columns: 70 })).toBe(`  create  Procfile
          - it starts
  delete  runtime.txt
          - it is deprecated
  shop/
    edit    wsgi.py
            - uses the production settings by default
  shop/settings/
    move    base.py  (was shop/settings.py)
            - shared
            - MIDDLEWARE: WhiteNoise serves static files, because a
              dyno has no web server in front of it
`);
});

test('shows what is left to the person with the next step', () => {
  expect(renderDeclined(PLAN.declined)).toBe(
    '  shop/urls.py: urlpatterns is not a list.\n    Add it by hand.\n',
  );
});

test('prints one diff over all files, with the names of each change as git has them', async () => {
  const lines = (await renderPlanDiff(PLAN, false)).split('\n');
  expect(lines.filter((line) => /^(diff|rename|new file|deleted|[-+][^-+])/.test(line))).toEqual([
    'diff --git a/shop/settings.py b/shop/settings/base.py',
    'rename from shop/settings.py',
    'rename to shop/settings/base.py',
    '-A = 1',
    '+A = 2',
    'diff --git a/Procfile b/Procfile',
    'new file mode 100644',
    '+web: gunicorn shop.wsgi',
    'diff --git a/runtime.txt b/runtime.txt',
    'deleted file mode 100644',
    '-python-3.8.2',
    'diff --git a/shop/wsgi.py b/shop/wsgi.py',
    '-a',
    '+b',
  ]);
});

test('sets verbs and reasons apart with colour where colour is wanted', () => {
  const [first] = renderPlanTree(
    { ...PLAN, changes: PLAN.changes.slice(1, 2) },
    { color: true, columns: 70 },
  ).split('\n');
  expect(first).toBe('  \u001b[32mcreate\u001b[0m  Procfile');
});
