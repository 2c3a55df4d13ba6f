import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAMS = resolve(dirname(fileURLToPath(import.meta.url)), '../../fixtures/programs');

/**
 * Lays a slug with one program of `test/fixtures/programs` below the folder and returns its path.
 * `programs` says where they are for code that is compiled.
 */
export function programSlug(folder: string, program: string, programs = PROGRAMS): string {
  const slugFolder = join(folder, 'slug');
  mkdirSync(slugFolder, { recursive: true });
  copyFileSync(join(programs, program), join(slugFolder, program));
  return slugFolder;
}
