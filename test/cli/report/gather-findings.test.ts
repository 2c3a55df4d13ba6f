import { expect, test } from 'vitest';
import { loadRules } from '../../../src/check/catalogue.ts';
import { runRules } from '../../../src/check/run.ts';
import { renderPretty } from '../../../src/cli/report/finding-pretty.ts';
import { gatherFindings } from '../../../src/cli/report/gather-findings.ts';
import { projectOf } from '../../rules/case-folder.ts';

const FILES = {
  'manage.py':
    'import os, sys\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.local")\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n',
  'shop/__init__.py': '',
  'shop/wsgi.py':
    'import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.local")\napplication = get_wsgi_application()\n',
  'shop/settings/__init__.py': '',
  'shop/settings/local.py':
    'DEBUG = True\nSECRET_KEY = "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz"\nALLOWED_HOSTS = []\nROOT_URLCONF = "shop.urls"\nINSTALLED_APPS = []\n',
  'shop/urls.py': 'urlpatterns = []\n',
  'requirements.txt': 'Django~=5.2.0\n',
};

test('development settings in production lead, and what stands in them is gathered below', async () => {
  const repository = projectOf(FILES, {});
  const findings = runRules(repository, await loadRules());
  const report = { root: '.', repository, findings };
  const { lead, following, rest } = gatherFindings(report);
  expect(lead?.rule).toBe('development-settings-in-production');
  expect(following.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['secret-key-in-code', 'allowed-hosts-empty']),
  );
  expect(following.every(({ file }) => file === 'shop/settings/local.py')).toBe(true);
  expect(rest.map(({ rule }) => rule)).toContain('procfile-missing');
  expect([lead, ...following, ...rest]).toHaveLength(findings.length);
  const text = renderPretty([report], { color: false, columns: 100 });
  expect(text.split('\n')[0]).toMatch(/^warning {2}development-settings-in-production {2}/);
  expect(text).toMatch(/\n {10}error +allowed-hosts-empty +shop\/settings\/local\.py:3:\d+\n/);
  expect(text).not.toMatch(/^error {2}allowed-hosts-empty/m);
});

test('without such a finding all keep their order', async () => {
  const repository = projectOf({ 'manage.py': '', 'requirements.txt': 'Django\n' }, {});
  const findings = runRules(repository, await loadRules());
  expect(gatherFindings({ root: '.', repository, findings })).toEqual({
    lead: undefined,
    following: [],
    rest: findings,
  });
});
