import { dirname, sep } from 'node:path';

/** What runs in a sandbox, and what it sees. */
export interface SandboxOrder {
  /** True when this process is root: what runs inside then gets a user of its own. */
  readonly isRoot: boolean;
  /** Absolute paths below folders of people that it may read: Node, this package, Pythons, tools. */
  readonly readable: readonly string[];
  /** The folder of the foreign code, which it sees as `/tmp/project` and cannot change. */
  readonly project: string;
  /** The folder of tools, of which it gets every entry but those that a build writes. */
  readonly tools: { readonly folder: string; readonly entries: readonly string[] };
  /** Links in its home, each with where it leads. */
  readonly links: Readonly<Record<string, string>>;
  /** The socket through which it reaches the package index. */
  readonly socket: string;
  readonly env: Readonly<Record<string, string>>;
  readonly command: readonly string[];
}

/** Where the foreign code is inside. */
export const SANDBOX_PROJECT = '/tmp/project';
/** Where the socket is inside. */
export const SANDBOX_SOCKET = '/tmp/index.sock';

/** Folders that are empty inside: those of people, and those that programs write. */
const EMPTY = ['/home', '/root', '/run', '/var/tmp', '/mnt', '/media', '/srv'];
/** Bytes that a build, its packages and its database may take, in memory and not on the disk. */
const DISK_BYTES = 4e9;
/** Limits of one process: bytes of a file in blocks of 1024, open files, seconds of processor time. */
const LIMITS = 'ulimit -f 2000000; ulimit -n 4096; ulimit -t 1800';
/** User and group id that nobody else has files of. */
const NOBODY = '65534';
const CACHE = '/tmp/cache';
const HOME = '/tmp/home';

/**
 * The words of bubblewrap for a sandbox: a system that can only be read, nothing of people's
 * folders, no network but its own loopback, a user without rights, and a disk in memory that is
 * gone at the end. Whatever runs in it ends with it.
 */
export function sandboxCommand(order: SandboxOrder): readonly string[] {
  const { isRoot, readable, project, tools, links, socket, env, command } = order;
  const inside = { ...env, HOME, TMPDIR: '/tmp', DYNOREADY_CACHE: CACHE, PATH: env.PATH ?? '' };
  return [
    ...['--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts'],
    ...['--unshare-cgroup-try', '--die-with-parent', '--new-session'],
    ...(isRoot
      ? ['--cap-add', 'CAP_SETUID', '--cap-add', 'CAP_SETGID', '--cap-add', 'CAP_SETPCAP']
      : ['--unshare-user', '--uid', NOBODY, '--gid', NOBODY]),
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--perms', '1777', '--tmpfs', '/dev/shm'],
    ...['--proc', '/proc'],
    ...EMPTY.flatMap((folder) => ['--tmpfs', folder]),
    ...['--perms', '1777', '--size', String(DISK_BYTES), '--tmpfs', '/tmp'],
    ...readable.flatMap(bindReadable),
    ...[CACHE, HOME].flatMap((folder) => ['--perms', '0777', '--dir', folder]),
    ...tools.entries.flatMap((name) => [
      ...['--symlink', `${tools.folder}/${name}`, `${CACHE}/${name}`],
    ]),
    ...Object.entries(links).flatMap(([name, target]) => ['--symlink', target, `${HOME}/${name}`]),
    ...['--ro-bind', project, SANDBOX_PROJECT, '--ro-bind', socket, SANDBOX_SOCKET],
    '--clearenv',
    ...Object.entries(inside).flatMap(([name, value]) => ['--setenv', name, value]),
    ...['--chdir', '/', '--'],
    ...(isRoot
      ? ['setpriv', '--reuid', NOBODY, '--regid', NOBODY, '--clear-groups', '--no-new-privs']
      : []),
    ...(isRoot ? ['--bounding-set=-all'] : []),
    ...['sh', '-c', `${LIMITS}; exec "$@"`, 'sh', ...command],
  ];
}

/** A path of a person's folder, with the folders above it, which anybody inside may pass. */
function bindReadable(path: string): readonly string[] {
  const top = [...EMPTY, '/tmp'].find((folder) => path.startsWith(`${folder}${sep}`));
  if (top === undefined) return [];
  const above: string[] = [];
  for (let folder = dirname(path); folder.length > top.length; folder = dirname(folder))
    above.unshift(folder);
  return [
    ...above.flatMap((folder) => ['--perms', '0755', '--dir', folder]),
    ...['--ro-bind', path, path],
  ];
}
