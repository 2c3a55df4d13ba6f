import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runBuild } from '../../src/heroku/buildpack/build.ts';
import { openCache } from '../../src/heroku/buildpack/cache-store.ts';
import { installCommand } from '../../src/heroku/buildpack/decide/install-command.ts';
import type { BuildOptions, BuildResult } from '../../src/heroku/buildpack/report.ts';
import { chooseInterpreter, type Interpreter } from '../../src/machine/interpreters.ts';
import { withWorkspace } from '../../src/machine/workspace.ts';
import type { CaseFiles, OracleCase } from './case.ts';
import { caseTree, fillInAddresses, type IndexAddresses, writeCase } from './case-files.ts';
import { answerStatic, cacheRecord } from './judge-static.ts';
import { parseEnvironment } from './runtime.ts';

/**
 * What a real build of a case gave: `in-part` when another line of Python stood in, which decides
 * what installs.
 */
export type BuildAnswer =
  | { readonly kind: 'whole'; readonly fields: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'in-part';
      readonly because: string;
      readonly fields: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'not-built'; readonly because: string };

/** Fields that are decided before anything is installed. */
const BEFORE_INSTALL = [
  'packageManager',
  'pythonVersion',
  'pythonVersionRequested',
  'pythonVersionSource',
  'cache',
  'installCommand',
];
const WHOLE = [
  ...BEFORE_INSTALL,
  'outcome',
  'stage',
  'failureReason',
  'failureDetail',
  'warnings',
  'notices',
  'collectstatic',
  'hookEnv',
];

/** The fields that a build of this case is judged by, of those the case has. */
export function judgedFields(one: OracleCase, kind: 'whole' | 'in-part'): readonly string[] {
  const fields = kind === 'whole' ? WHOLE : BEFORE_INSTALL;
  // A failed build of the Cloud Native Buildpack, as one with a stand-in is, says nothing of its
  // cache.
  return fields.filter(
    (field) =>
      field in one.expect && !(field === 'cache' && kind === 'in-part' && one.buildpack === 'cnb'),
  );
}

/**
 * Really builds a case in a folder of its own, after putting into its cache what the case says the
 * last build left.
 */
export async function answerBuild(
  one: OracleCase,
  addresses: IndexAddresses | undefined,
  interpreters: readonly Interpreter[],
): Promise<BuildAnswer> {
  if (one.files.size === 0)
    return { kind: 'not-built', because: 'it needs a push without a single file' };
  if (Object.keys(one.buildpackEnv).length > 0)
    return { kind: 'not-built', because: 'it needs a buildpack that ran before' };
  if (one.needsNetwork === 'other')
    return { kind: 'not-built', because: 'it needs Git repositories or corpora from the network' };
  if (interpreters.length === 0)
    return { kind: 'not-built', because: 'this machine has no Python of a line that is built' };
  const foreign = PRESENT_HERE.find(
    ({ detail, paths }) =>
      one.expect.failureDetail === detail && paths.some((path) => existsSync(path)),
  );
  if (foreign !== undefined)
    return { kind: 'not-built', because: `this machine has ${foreign.name}, which no stack has` };
  const chosen =
    one.requiresPython === undefined || one.requiresPython === null
      ? undefined
      : chooseInterpreter(`${one.requiresPython}.0`, { strict: false, interpreters });
  const inPart = chosen?.otherLine === true;
  const { fields, log } = await withWorkspace((workspace) =>
    buildIn(workspace, one, fillInAddresses(one.files, addresses), inPart),
  );
  if (/0 candidate\(s\) were identified/.test(log))
    return {
      kind: 'not-built',
      because: 'this machine reaches an index that does not serve Poetry',
    };
  if (!inPart) return { kind: 'whole', fields };
  return {
    kind: 'in-part',
    because: `it installs on Python ${one.requiresPython} only, and ${chosen?.version} stood in`,
    fields,
  };
}

/**
 * Libraries whose absence on the stacks makes a case fail, and where they stand on a machine that
 * has them.
 */
const PRESENT_HERE = [
  {
    name: 'sqlite3.h',
    detail: 'sqlite3.h: No such file or directory',
    paths: ['/usr/include/sqlite3.h', '/usr/local/include/sqlite3.h'],
  },
  {
    name: 'gdal-config',
    detail: 'Could not find gdal-config',
    paths: ['/usr/bin/gdal-config', '/usr/local/bin/gdal-config'],
  },
];

async function buildIn(
  workspace: string,
  one: OracleCase,
  files: CaseFiles,
  /** True when the first build of two could not install, so that its cache is only laid out. */
  inPart: boolean,
): Promise<{ readonly fields: Readonly<Record<string, unknown>>; readonly log: string }> {
  const root = join(workspace, 'source');
  writeCase(root, files);
  let log = '';
  const options = (number: number): BuildOptions => ({
    root,
    workFolder: join(workspace, `build-${number}`),
    configVars: one.configVars,
    stack: one.stack,
    buildpack: one.buildpack,
    mode: one.mode === 'ci' ? 'ci' : 'build',
    strict: false,
    measureSlug: false,
    signal: new AbortController().signal,
    log: (line) => {
      log += `${line}\n`;
    },
  });
  const tree = caseTree(files);
  const record = cacheRecord(one, tree);
  if (record !== undefined && one.expect.cache === 'reused' && !inPart) await runBuild(options(1));
  else if (record !== undefined) {
    const python = join(workspace, 'old-python');
    mkdirSync(python);
    await openCache(options(1)).save(python, {
      ...record,
      schemaVersion: 1,
      root,
      builtIn: '/',
      interpreterPath: '',
      metadata: {},
    });
  }
  const work = options(2);
  const result = await runBuild(work).finally(() => openCache(work).remove());
  const plan = await answerStatic(one, undefined);
  const manager = result.report.packageManager;
  const reached =
    manager !== null && log.includes(`'${installCommand(manager, tree, work.mode).shown}'`);
  const installed = reached ? plan.installCommand : null;
  return {
    fields: {
      ...plan,
      ...result.report,
      installCommand: installed,
      hookEnv: hookEnvironment(work.workFolder, result, log),
    },
    log,
  };
}

/**
 * The environment that the last hook of the case saw, with the build's folders named as on the
 * platform: from the file that the cases' hooks write it to, else from what the hook printed. Null
 * when the build failed or no hook ran.
 */
function hookEnvironment(
  workFolder: string,
  result: BuildResult,
  log: string,
): Readonly<Record<string, string>> | null {
  if (result.slug === undefined) return null;
  const path = join(workFolder, 'app', '.hook-environment');
  const printed = log.split(/^.*Running bin\/\w+ hook$/m);
  if (!existsSync(path) && printed.length === 1) return null;
  const text = existsSync(path) ? readFileSync(path, 'utf8') : (printed.at(-1) ?? '');
  const lines = text
    .replaceAll(join(workFolder, 'app'), '/app')
    .replaceAll(join(workFolder, 'tmp'), '/tmp')
    .split('\n');
  return parseEnvironment(lines.map((line) => line.trimStart()));
}
