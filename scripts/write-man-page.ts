import { mkdirSync, writeFileSync } from 'node:fs';
import { packageVersion } from '../src/machine/package-version.ts';
import { renderManPage } from './man-page.ts';

// `npm run man` writes the manual page that the package installs; a test holds it to the help.
mkdirSync('man', { recursive: true });
writeFileSync('man/dynoready.1', await renderManPage(packageVersion()));
