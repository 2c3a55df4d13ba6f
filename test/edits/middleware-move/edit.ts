import { moveMiddleware } from '../../../src/edits/python/middleware.ts';
import type { PySource } from '../../../src/python/parse.ts';

export default (source: PySource) =>
  moveMiddleware(source, 'whitenoise.middleware.WhiteNoiseMiddleware', { after: 'django.middleware.security.SecurityMiddleware' });
