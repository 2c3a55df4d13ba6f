import { insertListItem } from '../../../../src/edits/python/list-items.ts';
import type { PySource } from '../../../../src/python/parse.ts';

export default (source: PySource) => insertListItem(source, 'INSTALLED_APPS', 'storages', { otherwise: 'last' });
