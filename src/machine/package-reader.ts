import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IndexRelease, parseIndexPage } from '../facts/sources/index-page.ts';
import type { Parsed } from '../facts/sources/parsed.ts';
import {
  parseDeclaredDjangos,
  parseReleaseDjangos,
  parseVulnerabilities,
  type Vulnerability,
} from '../facts/sources/release-metadata.ts';
import { indexAddress, JSON_OF_INDEX, projectPage } from './package-index.ts';
import { readUrl } from './read-url.ts';
import { toolCacheFolder } from './tools/tool-cache.ts';

/** What the package index says; a sentence where it says nothing. */
export interface PackageReader {
  /** The final releases of a package, oldest first. */
  releases(name: string): Promise<Parsed<readonly IndexRelease[]>>;
  /** The series of Django that a release declares. */
  djangos(name: string, release: IndexRelease): Promise<Parsed<readonly string[]>>;
  vulnerabilities(name: string, version: string): Promise<Parsed<readonly Vulnerability[]>>;
}

/** Milliseconds that all look-ups of a run may take together, and one of them. */
const ALL_MS = 90_000;
const ONE_MS = 15_000;
/** The page of a package with thousands of releases has some MB. */
const LARGEST_BYTES = 20_000_000;

/**
 * Asks the package index of pip's settings. Answers are kept for the day (ISO date) in the cache of
 * the tool; offline, kept ones of any day are all there is.
 */
export function packageReader(options: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly today: string;
  readonly offline: boolean;
  readonly signal: AbortSignal;
}): PackageReader {
  const { env, today, offline, signal } = options;
  const deadline = performance.now() + ALL_MS;
  const folder = join(toolCacheFolder(env), 'package-index');

  const text = async (address: string, accept?: string): Promise<Parsed<string>> => {
    const file = join(folder, `${createHash('sha256').update(address).digest('hex')}.json`);
    const kept = readKept(file);
    if (kept !== undefined && (offline || kept.day === today))
      return { ok: true, value: kept.text };
    if (offline) return { ok: false, problem: 'not looked up (offline)' };
    const timeoutMs = Math.min(ONE_MS, deadline - performance.now());
    if (timeoutMs <= 0)
      return { ok: false, problem: `not looked up within the ${ALL_MS / 1000} s for all` };
    const answer = await readUrl(address, {
      ...(accept === undefined ? {} : { accept }),
      timeoutMs,
      largestBytes: LARGEST_BYTES,
      signal,
    });
    if (!answer.ok) return { ok: false, problem: `the package index ${answer.problem}` };
    const read = answer.bytes.toString('utf8');
    keep(folder, file, { day: today, text: read });
    return { ok: true, value: read };
  };
  const name = encodeURIComponent;
  const root = indexAddress(env).replace(/\/simple$/, '');
  const releasePage = (project: string, version: string): Promise<Parsed<string>> =>
    text(`${root}/pypi/${name(project)}/${name(version)}/json`);
  return {
    async releases(project) {
      const page = await text(projectPage(env, project), JSON_OF_INDEX);
      return page.ok ? parseIndexPage(page.value) : page;
    },
    async djangos(project, { version, wheel }) {
      const page = await releasePage(project, version);
      const declared = page.ok ? parseReleaseDjangos(page.value) : page;
      if (declared.ok || wheel === undefined) return declared;
      const metadata = await text(`${wheel.url}.metadata`);
      return metadata.ok ? { ok: true, value: parseDeclaredDjangos(metadata.value) } : declared;
    },
    async vulnerabilities(project, version) {
      const page = await releasePage(project, version);
      return page.ok ? parseVulnerabilities(page.value) : page;
    },
  };
}

function readKept(file: string): { readonly day: string; readonly text: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { day: string; text: string };
  } catch {
    return undefined;
  }
}

/** A cache that cannot be written costs the next run its time, and nothing else. */
function keep(folder: string, file: string, answer: { day: string; text: string }): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify(answer));
  } catch {
    return;
  }
}
