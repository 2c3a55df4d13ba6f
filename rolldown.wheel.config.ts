import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'rolldown';
import { bundle, JOINED, licensesOf, packageOf, rulesAtBuildTime } from './rolldown.config.ts';

/** Where hatchling finds what the wheel carries, beside the Python files. */
const FOLDER = 'python/src/dynoready/node';

/** No npm installs anything beside a wheel, so all that `dynoready` needs is in its bundle. */
const PACKAGES = [...JOINED, ...installedWith(['zod', 'ejs', '@inquirer/prompts'])];

/** The packages and all that they need in turn, by the manifests that npm installed. */
function installedWith(names: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const waiting = [...names];
  for (const name of waiting) {
    if (found.has(name)) continue;
    found.add(name);
    const manifest = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
    waiting.push(...Object.keys(manifest.dependencies ?? {}));
  }
  return [...found].filter((name) => !JOINED.includes(name));
}

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

const hasLicense = (name: string): boolean =>
  readdirSync(`node_modules/${packageOf(name)}`).some((one) => /^licen[cs]e/i.test(one));

const options = bundle(
  ['src/cli/main'],
  'chunks',
  [rulesAtBuildTime, licensesOf(PACKAGES.filter(hasLicense)), manifestAndTemplates],
  PACKAGES,
);

/** The program for the wheel; `npm run wheel` builds it and then the wheel. */
export default defineConfig({
  ...options,
  output: { ...options.output, dir: `${FOLDER}/dist`, cleanDir: true },
});
