import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown';
import { minify } from 'rolldown/utils';

/** What runs by itself in the package. Everything else lands in shared chunks. */
export const PACKAGE_ENTRIES = [
  'src/cli/main',
  ...readdirSync('generators').map((name) => `generators/${name}/index`),
];

/** What package.json runs from a checkout, and nobody installs. */
const SCRIPT_ENTRIES = [
  'scripts/oracle',
  'scripts/evaluate',
  'scripts/print-rules',
  'scripts/refresh-facts',
  'scripts/write-man-page',
  'scripts/write-schemas',
  'scripts/demo',
  'scripts/picture',
  'scripts/bench/bench',
  'scripts/bench/peers/peers',
];

/**
 * From source the catalogue finds the rules by reading their folder, so that adding one edits no
 * list. Compiled, it would open a hundred files on each `dynoready check`; here the folder is read
 * once, at build time.
 */
export const rulesAtBuildTime: Plugin = {
  name: 'rules-at-build-time',
  load(id) {
    if (!id.endsWith('/src/check/catalogue.ts')) return undefined;
    const names = readdirSync('src/rules')
      .filter((name) => name.endsWith('.ts'))
      .sort();
    const imports = names.map((name, index) => `import rule${index} from '../rules/${name}';`);
    const sorted = `[${names.map((_, index) => `rule${index}`).join(', ')}].sort((a, b) => (a.id < b.id ? -1 : 1))`;
    return `${imports.join('\n')}\nexport async function loadRules() { return ${sorted}; }\n`;
  },
};

/**
 * Packages that are joined with our files, because a hundred small files cost more to find and open
 * than to run. The first seven are needed by `dynoready check`: a tenth of a second. The others are
 * execa and what it imports, needed by every command that starts a process: a sixth of the processor
 * time that they cost as files. Those from diff on are there for their size: a megabyte and more as
 * packages, of which we use a fraction.
 */
const ALWAYS_JOINED = [
  '@renovatebot/pep440',
  'commander',
  'eslint-visitor-keys',
  'ignore',
  'py-ast',
  'toml-eslint-parser',
  'zod/mini',
  'execa',
  '@sec-ant/readable-stream',
  '@sindresorhus/merge-streams',
  'cross-spawn',
  'figures',
  'get-stream',
  'human-signals',
  'is-plain-obj',
  'is-stream',
  'is-unicode-supported',
  'isexe',
  'npm-run-path',
  'parse-ms',
  'path-key',
  'pretty-ms',
  'shebang-command',
  'shebang-regex',
  'signal-exit',
  'strip-final-newline',
  'unicorn-magic',
  'which',
  'yoctocolors',
  'diff',
  'pluralize',
  'vscode-jsonrpc',
  'vscode-languageserver',
  'vscode-languageserver-protocol',
  'vscode-languageserver-textdocument',
  'vscode-languageserver-types',
];

/** Parts of BullMQ for calendars and other databases, which weigh half of it and are never asked for. */
const LEFT_OUT_OF_QUEUE =
  /\/(bullmq\/dist\/cjs\/(postgres\/index|classes\/(bun-redis|node-redis|valkey-glide)-client)|cron-parser\/dist\/index)\.js$/;

/**
 * The queue of a fleet: BullMQ and ioredis weigh 15 MB as packages. Joined, without the parts that
 * are never asked for and minified, they are one chunk of 0.9 MB, which only a queue loads.
 */
export const smallQueue: Plugin = {
  name: 'small-queue',
  load: (id) => (LEFT_OUT_OF_QUEUE.test(id) ? 'module.exports = {};' : undefined),
  async renderChunk(code, { fileName, moduleIds }) {
    if (!moduleIds.some((id) => /\/node_modules\/bullmq\//.test(id))) return undefined;
    return (await minify(fileName, code)).code;
  },
};

/** All that is joined: the packages above, and what the prompts and the queue need in turn. */
export const JOINED = [
  ...new Set([
    ...ALWAYS_JOINED,
    ...installedWith(['@inquirer/prompts']),
    ...installedWith(['bullmq', 'ioredis']).filter((name) => name !== 'luxon'),
  ]),
];

/** The packages and all that they need in turn, by the manifests that npm installed. */
export function installedWith(names: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const waiting = [...names];
  for (const name of waiting) {
    if (found.has(name)) continue;
    found.add(name);
    const manifest = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
    waiting.push(...Object.keys(manifest.dependencies ?? {}));
  }
  return [...found];
}

/** The package of a name that may be a part of one, such as `zod/mini`. */
export const packageOf = (name: string): string => name.replace(/^(\w+)\/.*$/, '$1');

/** True for a package with a file for its licence; the others name it in their manifest alone. */
export const hasLicense = (name: string): boolean =>
  readdirSync(`node_modules/${packageOf(name)}`).some((one) => /^licen[cs]e/i.test(one));

/** Writes the licences of the packages that a bundle holds beside its chunks. */
export const licensesOf = (packages: readonly string[]): Plugin => ({
  name: 'licenses-of-joined-packages',
  generateBundle() {
    const licenses = packages.map((name) => {
      const folder = `node_modules/${packageOf(name)}`;
      const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
      if (file === undefined) throw new Error(`${name} has no licence file to ship.`);
      return `${name}\n\n${readFileSync(`${folder}/${file}`, 'utf8')}`;
    });
    this.emitFile({
      type: 'asset',
      fileName: 'chunks/LICENSES',
      source: licenses.join('\n---\n\n'),
    });
  },
});

/** One bundle of these entries, with the named packages in it; all others stay what npm installed. */
export function bundle(
  entries: readonly string[],
  chunks: string,
  plugins: Plugin[],
  joined: readonly string[] = JOINED,
): RolldownOptions {
  const isJoined = (id: string): boolean =>
    joined.some((name) => id === name || id.startsWith(`${name}/`));
  return {
    input: Object.fromEntries(entries.map((name) => [name, `${name}.ts`])),
    platform: 'node',
    external: (id) => !/^(\.|\/|\0|rolldown)/.test(id) && !isJoined(id),
    plugins,
    output: {
      dir: 'dist',
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: `${chunks}/[name]-[hash].js`,
      // Licences stand in a file of their own; what else comments say is read in the sources.
      comments: false,
    },
  };
}

const forPackage = bundle(PACKAGE_ENTRIES, 'chunks', [
  rulesAtBuildTime,
  smallQueue,
  licensesOf(JOINED.filter(hasLicense)),
]);

// Two bundles, so that no chunk of the package holds what only a script needs. The first one clears
// `dist` for both.
export default defineConfig([
  { ...forPackage, output: { ...forPackage.output, cleanDir: true } },
  bundle(SCRIPT_ENTRIES, 'script-chunks', [rulesAtBuildTime]),
]);
