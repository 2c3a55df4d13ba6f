import { addUrlPattern } from '../../../src/edits/python/urls.ts';
import type { PySource } from '../../../src/python/parse.ts';

export default (source: PySource) => addUrlPattern(source, { route: 'healthz', view: 'healthz', viewImport: { from: 'shop.health', name: 'healthz' }, name: 'healthz' });
