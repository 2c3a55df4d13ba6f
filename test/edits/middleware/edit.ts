import { insertMiddleware } from '../../../src/edits/python/middleware.ts';
import type { PySource } from '../../../src/python/parse.ts';

export default (source: PySource) =>
  insertMiddleware(source, 'whitenoise.middleware.WhiteNoiseMiddleware', { after: 'django.middleware.security.SecurityMiddleware' });
