import {
  chownSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../../facts/usage-error.ts';

/**
 * The user that runs the server when the tool itself runs as root, because Postgres refuses to be
 * root.
 */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Returns undefined unless the given user id (default: that of this process) is root; then the user
 * `postgres` where the machine has one, else `nobody`.
 */
export function findPostgresAccount(
  ownUid: number | undefined = process.getuid?.(),
  passwdText: () => string = () => readFileSync('/etc/passwd', 'utf8'),
): Account | undefined {
  if (ownUid !== 0) return undefined;
  const accounts = new Map<string, Account>();
  for (const line of passwdText().split('\n')) {
    const [name = '', , uid, gid] = line.split(':');
    if (Number(uid) > 0) accounts.set(name, { name, uid: Number(uid), gid: Number(gid) });
  }
  const account = accounts.get('postgres') ?? accounts.get('nobody');
  if (account !== undefined) return account;
  throw new UsageError(
    'Postgres does not run as root, and this machine has neither a user `postgres` nor `nobody`',
    {
      next: ['Add one (useradd --system postgres), or run dynoready as an ordinary user.'],
    },
  );
}

/** Gives the path to the account; without an account nothing has to change. */
export function giveTo(account: Account | undefined, path: string): void {
  if (account !== undefined) chownSync(path, account.uid, account.gid);
}

/**
 * Returns a folder with the same binaries that the account can reach: the given one, or a tree of
 * hard links (copies across devices) at `fallback` when a folder above it is closed to others, as
 * `/root` is.
 */
export function reachableBinaries(
  binaries: string,
  fallback: string,
  account: Account | undefined,
): string {
  if (account === undefined || isOpenToOthers(binaries)) return binaries;
  if (existsSync(fallback)) return fallback;
  linkTree(binaries, fallback);
  return fallback;
}

/** True for a folder that every user of the machine can list, and reach through all folders above. */
export function isOpenToOthers(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (
      (statSync(at).mode & 0o005) !== 0o005 &&
      (at === folder || (statSync(at).mode & 0o001) === 0)
    )
      return false;
    if (at === dirname(at)) return true;
  }
}

function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o755 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (!tryLink(source, target)) cpSync(source, target);
  }
}

function tryLink(source: string, target: string): boolean {
  try {
    linkSync(source, target);
    return true;
  } catch {
    return false;
  }
}
