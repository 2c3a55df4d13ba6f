import { addContextProcessor } from '../../../src/edits/python/context-processor.ts';
import type { PySource } from '../../../src/python/parse.ts';

export default (source: PySource) => addContextProcessor(source, 'django.template.context_processors.csp');
