import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { UsageError } from '../../facts/usage-error.ts';
import { type AppRecord, appSchema, type SharedRecord, sharedSchema } from './records.ts';

/** What outlives the process: one file for the account and pipelines, one for each app. */
export interface Store {
  readonly folder: string;
  shared(): Readonly<SharedRecord>;
  apps(): readonly AppRecord[];
  /** The app of that name or id. */
  findApp(nameOrId: string): AppRecord | undefined;
  /** Changes what belongs to no single app; on disk before it returns. */
  changeShared(change: (draft: SharedRecord) => void): void;
  /** Changes one app; on disk before it returns. Undefined when it was destroyed meanwhile. */
  changeApp(id: string, change: (draft: AppRecord) => void): AppRecord | undefined;
  addApp(app: AppRecord): void;
  /** Forgets the app and removes what it kept on disk. */
  removeApp(id: string): void;
  /** Folder of the app's repository, slugs and output; named by its id, never by a person's text. */
  appFolder(id: string): string;
  /** Folder of a slug, which apps of one pipeline may share. */
  slugFolder(id: string): string;
  /** Removes those of the slugs that no app names any more. */
  removeSlugs(ids: readonly string[]): void;
}

const SHARED = 'platform.json';
const RECORD = 'app.json';

/**
 * Opens the state in `folder`, and makes a new one where there is none. Throws a UsageError for a
 * state that this version cannot read. The caller holds its lock.
 */
export function openStore(folder: string, now: () => Date): Store {
  mkdirSync(join(folder, 'apps'), { recursive: true, mode: 0o700 });
  let shared = readRecord(join(folder, SHARED), sharedSchema) ?? newShared(now());
  writeRecord(join(folder, SHARED), shared);
  const apps = new Map<string, AppRecord>();
  for (const id of readdirSync(join(folder, 'apps'))) {
    const app = readRecord(join(folder, 'apps', id, RECORD), appSchema);
    // Without its record it was being made, or destroyed, when the process was killed.
    if (app === undefined) rmSync(join(folder, 'apps', id), { recursive: true, force: true });
    else apps.set(id, app);
  }
  const appFolder = (id: string): string => join(folder, 'apps', id);
  const slugFolder = (id: string): string => join(folder, 'slugs', id);
  mkdirSync(slugFolder(''), { recursive: true, mode: 0o700 });
  const removeSlugs = (ids: readonly string[]): void => {
    const named = new Set([...apps.values()].flatMap(({ slugs }) => slugs.map(({ id }) => id)));
    for (const id of ids)
      if (!named.has(id)) rmSync(slugFolder(id), { recursive: true, force: true });
  };
  // What a build that was killed has left.
  removeSlugs(readdirSync(slugFolder('')));
  return {
    folder,
    appFolder,
    slugFolder,
    removeSlugs,
    shared: () => shared,
    apps: () => [...apps.values()],
    findApp: (nameOrId) =>
      apps.get(nameOrId) ?? [...apps.values()].find(({ name }) => name === nameOrId),
    changeShared: (change) => {
      const draft = structuredClone(shared);
      change(draft);
      writeRecord(join(folder, SHARED), draft);
      shared = draft;
    },
    changeApp: (id, change) => {
      const app = apps.get(id);
      if (app === undefined) return undefined;
      const draft = structuredClone(app);
      change(draft);
      draft.updatedAt = now().toISOString();
      writeRecord(join(appFolder(id), RECORD), draft);
      apps.set(id, draft);
      return draft;
    },
    addApp: (app) => {
      mkdirSync(appFolder(app.id), { recursive: true, mode: 0o700 });
      writeRecord(join(appFolder(app.id), RECORD), app);
      apps.set(app.id, app);
    },
    removeApp: (id) => {
      apps.delete(id);
      rmSync(join(appFolder(id), RECORD), { force: true });
      rmSync(appFolder(id), { recursive: true, force: true });
    },
  };
}

function newShared(now: Date): SharedRecord {
  return {
    schemaVersion: 1,
    account: {
      id: randomUUID(),
      email: 'developer@localhost.invalid',
      token: randomUUID(),
      createdAt: now.toISOString(),
    },
    authorizations: [],
    port: 0,
    pipelines: [],
    couplings: [],
    promotions: [],
    setups: [],
    reviewConfigs: [],
    reviewApps: [],
  };
}

/** The record in a file; undefined when there is no file. */
function readRecord<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): z.infer<Schema> | undefined {
  if (!existsSync(path)) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw unreadable(path, (error as Error).message);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadable(path, `${issue?.path.join('.')}: ${issue?.message}`);
}

function unreadable(path: string, why: string): UsageError {
  return new UsageError('The state of the platform cannot be read', {
    evidence: [`${path}: ${why}`],
    next: ['Start with an empty one: dynoready platform --state ANOTHER_FOLDER'],
  });
}

/** Whoever is killed in the middle leaves the old file or the new one, and never half of either. */
function writeRecord(path: string, record: unknown): void {
  const next = `${path}.next`;
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(next, 'w', 0o600);
  try {
    writeSync(file, JSON.stringify(record));
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(next, path);
}
