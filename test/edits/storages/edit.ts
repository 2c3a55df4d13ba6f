import { replaceStorageSettings } from '../../../src/edits/python/storages.ts';
import type { PySource } from '../../../src/python/parse.ts';

export default (source: PySource) => replaceStorageSettings(source, { series: '5.2' });
