import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProcess } from '../../src/machine/process.ts';
import { installOnce, toolCacheFolder } from '../../src/machine/tools/tool-cache.ts';

/** The official command line as these tests know it. */
const VERSION = '11.10.0';
const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

/** Notes every host that a program looks up and that is not this machine. */
const WATCH_HOSTS = `
const dns = require('node:dns');
const { appendFileSync } = require('node:fs');
const note = (name) => {
  if (!/(^|\\.)localhost$|^127\\.|^::1$/.test(name)) appendFileSync(process.env.HOSTS_FILE, name + '\\n');
};
const { lookup } = dns;
dns.lookup = (name, ...rest) => { note(name); return lookup(name, ...rest); };
const promised = dns.promises.lookup;
dns.promises.lookup = (name, ...rest) => { note(name); return promised(name, ...rest); };
`;

export interface Said {
  readonly code: number | null;
  /** Both streams. */
  readonly text: string;
}

export interface HerokuCli {
  run(file: string, args: readonly string[], options?: { readonly input?: string }): Promise<Said>;
  /** Hosts other than this machine that a command looked up. */
  outsideHosts(): readonly string[];
  remove(): void;
}

/**
 * The official command line with the environment that `dynoready platform --env` prints, as a shell
 * evaluates it. It is installed into the tool cache at the first use.
 */
export async function herokuCli(state: string, cwd: string): Promise<HerokuCli> {
  const signal = new AbortController().signal;
  const target = join(toolCacheFolder(), `heroku-cli-${VERSION}`);
  const installed = await installOnce(target, (folder) => install(folder, signal), { signal });
  const watch = mkdtempSync(join(tmpdir(), 'heroku-cli-'));
  const hosts = join(watch, 'hosts.txt');
  writeFileSync(hosts, '');
  writeFileSync(join(watch, 'watch.cjs'), WATCH_HOSTS);
  const env = {
    PATH: `${join(installed, 'node_modules', '.bin')}:${process.env.PATH}`,
    HOME: process.env.HOME ?? '/',
    TERM: 'dumb',
    HOSTS_FILE: hosts,
    NODE_OPTIONS: `--require ${join(watch, 'watch.cjs')}`,
  };
  const script = `lines="$('${process.execPath}' '${MAIN}' platform --env --state "$STATE")" || exit 70
eval "$lines" && exec "$@"`;
  return {
    run: (file, args, { input = '' } = {}) =>
      new Promise((resolve) => {
        const child = spawn('bash', ['-c', script, 'bash', file, ...args], {
          cwd,
          env: { ...env, STATE: state },
        });
        let text = '';
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (chunk: Buffer) => {
            text += chunk.toString();
          });
        child.on('close', (code) => resolve({ code, text }));
        child.stdin.end(input);
      }),
    outsideHosts: () => readFileSync(hosts, 'utf8').split('\n').filter(Boolean),
    remove: () => rmSync(watch, { recursive: true, force: true }),
  };
}

async function install(folder: string, signal: AbortSignal): Promise<void> {
  const result = await runProcess({
    file: 'npm',
    args: ['install', '--prefix', folder, '--no-audit', '--no-fund', `heroku@${VERSION}`],
    cwd: folder,
    // What npm needs to reach its registry from here, such as a certificate authority.
    env: Object.fromEntries(
      Object.entries(process.env).flatMap(([name, value]) =>
        /^(PATH|HOME|NODE_EXTRA_CA_CERTS|SSL_CERT_\w+|npm_config_.*|https?_proxy|no_proxy)$/i.test(
          name,
        ) && value !== undefined
          ? [[name, value]]
          : [],
      ),
    ),
    signal,
  });
  if (result.exitCode !== 0) throw new Error(result.output);
}
