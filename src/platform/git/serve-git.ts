import type { IncomingMessage, ServerResponse } from 'node:http';
import { startStreamed } from '../../machine/process.ts';
import { isAccountToken, passwordIn } from '../api/serve-api.ts';
import type { Platform } from '../platform-parts.ts';
import { appRepository, gitEnvironment } from './repository.ts';

/** Paths of git's protocol below a repository. */
const GIT_PATH = /^\/([a-z0-9-]{1,40})\.git\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Bytes of the head of an answer of `git http-backend`. */
const HEAD_BYTES = 64 * 1024;

/** How the hook of a push finds its way back. */
export interface HookAddress {
  readonly path: string;
  readonly secret: string;
}

/** True for a request of git's protocol. */
export function isGitPath(path: string): boolean {
  return GIT_PATH.test(path);
}

/**
 * Answers git over HTTP through `git http-backend`, for whoever sends the account's token as its
 * password.
 */
export async function serveGit(
  platform: Platform,
  hook: HookAddress,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', platform.origin());
  const [, name = '', service = ''] = GIT_PATH.exec(url.pathname) ?? [];
  const password = passwordIn(request.headers.authorization);
  if (password === undefined || !isAccountToken(platform, password)) {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="Heroku"', Connection: 'close' });
    response.end('Invalid credentials.\n');
    return;
  }
  const app = platform.store.findApp(name);
  if (app === undefined || app.name !== name) {
    response.writeHead(404, { 'Content-Type': 'text/plain', Connection: 'close' });
    response.end(`No such app as ${name}.\n`);
    return;
  }
  const folder = await appRepository(platform, app.id);
  const child = startStreamed({
    file: 'git',
    args: ['-c', 'safe.directory=*', '-c', 'http.receivepack=true', 'http-backend'],
    cwd: folder,
    env: cgiEnvironment(platform, { request, service, folder, appId: app.id, hook }),
  });
  if (child === undefined) {
    response.writeHead(500, { 'Content-Type': 'text/plain' });
    response.end('git cannot be started.\n');
    return;
  }
  request.pipe(child.stdin);
  child.stderr.resume();
  passOn(child.stdout, response);
  response.on('close', () => {
    // A client that leaves ends its fetch; a push that is being built goes on, as on Heroku.
    if (service !== 'git-receive-pack') child.kill('SIGTERM');
  });
}

interface CgiCall {
  readonly request: IncomingMessage;
  readonly service: string;
  readonly folder: string;
  readonly appId: string;
  readonly hook: HookAddress;
}

/** What `git http-backend` is told of a request (RFC 3875), and its hook of the platform. */
function cgiEnvironment(
  platform: Platform,
  { request, service, folder, appId, hook }: CgiCall,
): Record<string, string> {
  const { headers } = request;
  return {
    ...gitEnvironment(platform.env),
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${service}`,
    REQUEST_METHOD: request.method ?? 'GET',
    QUERY_STRING: /\?(.*)$/s.exec(request.url ?? '')?.[1] ?? '',
    CONTENT_TYPE: headers['content-type'] ?? '',
    REMOTE_USER: 'heroku',
    REMOTE_ADDR: '127.0.0.1',
    SERVER_PROTOCOL: 'HTTP/1.1',
    GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
    ...(headers['content-encoding'] === undefined
      ? {}
      : { HTTP_CONTENT_ENCODING: headers['content-encoding'] }),
    ...(headers['content-length'] === undefined
      ? {}
      : { CONTENT_LENGTH: headers['content-length'] }),
    DYNOREADY_HOOK: hook.path,
    DYNOREADY_APP: appId,
    DYNOREADY_SECRET: hook.secret,
  };
}

/** Turns the output of a CGI program into an answer: its head first, then bytes as they come. */
function passOn(output: NodeJS.ReadableStream, response: ServerResponse): void {
  let head: Buffer | undefined = Buffer.alloc(0);
  output.on('data', (chunk: Buffer) => {
    if (head === undefined) return write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) {
      if (head.length > HEAD_BYTES) response.destroy();
      return;
    }
    const rest = head.subarray(end + 4);
    const fields = head.subarray(0, end).toString('latin1').split('\r\n');
    head = undefined;
    let status = 200;
    for (const field of fields) {
      const at = field.indexOf(':');
      const [name, value] = [field.slice(0, at), field.slice(at + 1).trim()];
      if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10) || 500;
      else if (at > 0) response.setHeader(name, value);
    }
    response.writeHead(status);
    if (rest.length > 0) write(rest);
  });
  const write = (chunk: Buffer): void => {
    if (response.destroyed) return;
    if (response.write(chunk)) return;
    output.pause();
    response.once('drain', () => output.resume());
    response.once('close', () => output.resume());
  };
  output.on('end', () => {
    if (head !== undefined && !response.headersSent) response.writeHead(500);
    response.end();
  });
}
