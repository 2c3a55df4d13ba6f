import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

/** A small app: what its page says tells the code, the config vars and the dyno apart. */
const FILES = {
  'requirements.txt': '',
  '.python-version': '3.13\n',
  Procfile: 'web: python web.py\nworker: python work.py\nrelease: python release.py\n',
  'release.py': `import os
print("release command of", os.environ.get("GREETING"))
raise SystemExit(1 if os.environ.get("GREETING") == "refused" else 0)
`,
  'work.py': 'import time\nprint("working", flush=True)\ntime.sleep(3600)\n',
  'web.py': `import os, signal, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
CODE = open("code.txt").read().strip()

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{CODE} {os.environ.get('GREETING')}".encode())

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ThreadingHTTPServer(("0.0.0.0", int(os.environ["PORT"])), Handler).serve_forever()
`,
};

/** Makes the repository of the small app, with `code.txt` saying `first`. */
export function makeSmallApp(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: folder });
  commitCode(folder, 'first');
}

/** Commits another `code.txt`. */
export function commitCode(folder: string, code: string): void {
  writeFileSync(join(folder, 'code.txt'), `${code}\n`);
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  execFileSync('git', ['add', '-A'], { cwd: folder });
  execFileSync('git', [...identity, 'commit', '-qm', code], { cwd: folder });
}

/** The command `dynoready platform` as a process of its own. */
export interface PlatformProcess {
  readonly port: number;
  readonly token: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tests read what the API answers.
  api(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }>;
  /** The page of an app; undefined when none comes. */
  page(app: string): Promise<string | undefined>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the platform on a state folder, and waits until it says that it is ready. */
export async function startPlatformProcess(
  state: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<PlatformProcess> {
  const child = spawn(process.execPath, [MAIN, 'platform', '--state', state, '--port', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const port = await readyPort(child);
  const { account } = JSON.parse(readFileSync(join(state, 'platform.json'), 'utf8'));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return {
    port,
    token: account.token,
    api: async (method, path, body) => {
      const response = await fetch(`http://localhost:${port}${path}`, {
        method,
        headers: {
          Accept: 'application/vnd.heroku+json; version=3',
          Authorization: `Bearer ${account.token}`,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    page: (app) => readPage(port, `${app}.localhost`),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

function readyPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const port = /^ready http:\/\/localhost:(\d+)$/m.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once('close', () => reject(new Error(`the platform ended: ${said}`)));
  });
}

function readPage(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/', headers: { Host: host } });
    asked.on('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => resolve(response.statusCode === 200 ? text : undefined));
    });
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
}
