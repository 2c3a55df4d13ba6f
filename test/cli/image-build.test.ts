import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { refuseImageBuild } from '../../src/cli/image-build.ts';

function folderWith(herokuYml: string | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'image-build-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (herokuYml !== undefined) writeFileSync(join(folder, 'heroku.yml'), herokuYml);
  return folder;
}

test('refuses an app that Docker builds, and names its Dockerfile', () => {
  const folder = folderWith('build:\n  docker:\n    web: docker/web.Dockerfile\n');
  expect(() => refuseImageBuild(folder)).toThrow(
    expect.objectContaining({
      message: 'Docker builds this app, and dynoready cannot build images',
      evidence: ['heroku.yml names docker/web.Dockerfile under build.docker.'],
    }),
  );
});

test('lets an app through that no image is built from', () => {
  refuseImageBuild(folderWith(undefined));
  refuseImageBuild(folderWith('setup:\n  addons:\n    - plan: heroku-postgresql\n'));
});
