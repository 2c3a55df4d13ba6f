import { ensureImport } from '../../../../src/edits/python/imports.ts';
import type { PySource } from '../../../../src/python/parse.ts';

export default (source: PySource) => ensureImport(source, { from: 'django.urls', name: 'path' });
