import { createServer } from 'node:net';

/**
 * Returns a TCP port of 127.0.0.1 that nothing listens on at this moment; the caller must be ready
 * to find it taken a moment later.
 */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
