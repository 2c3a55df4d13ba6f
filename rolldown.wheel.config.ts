import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'rolldown';
import {
  bundle,
  hasLicense,
  installedWith,
  JOINED,
  licensesOf,
  rulesAtBuildTime,
  smallQueue,
} from './rolldown.config.ts';

/** Where hatchling finds what the wheel carries, beside the Python files. */
const FOLDER = 'python/src/dynoready/node';

/** No npm installs anything beside a wheel, so all that `dynoready` needs is in its bundle. */
const PACKAGES = [...new Set([...JOINED, ...installedWith(['zod', 'ejs'])])];

/** The templates, and a manifest with what the program reads of it. */
const manifestAndTemplates: Plugin = {
  name: 'manifest-and-templates',
  writeBundle() {
    const { name, version, type, imports, license } = JSON.parse(
      readFileSync('package.json', 'utf8'),
    );
    const manifest = { name, version, type, imports, license };
    writeFileSync(`${FOLDER}/package.json`, `${JSON.stringify(manifest, undefined, 2)}\n`);
    cpSync('templates', `${FOLDER}/templates`, { recursive: true });
  },
};

const options = bundle(
  ['src/cli/main'],
  'chunks',
  [rulesAtBuildTime, smallQueue, licensesOf(PACKAGES.filter(hasLicense)), manifestAndTemplates],
  PACKAGES,
);

/** The program for the wheel; `npm run wheel` builds it and then the wheel. */
export default defineConfig({
  ...options,
  output: { ...options.output, dir: `${FOLDER}/dist`, cleanDir: true },
});
