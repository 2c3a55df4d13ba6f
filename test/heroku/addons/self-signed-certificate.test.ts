import { X509Certificate } from 'node:crypto';
import { connect, createServer } from 'node:tls';
import { expect, test } from 'vitest';
import { makeSelfSignedCertificate } from '../../../src/heroku/addons/self-signed-certificate.ts';

test('the certificate is signed by its own key, names its subject and is valid around the given day only', () => {
  const certificate = new X509Certificate(
    makeSelfSignedCertificate('db.invalid', { now: new Date('2026-11-24T12:00:00Z') })
      .certificatePem,
  );
  expect(certificate.subject).toBe('CN=db.invalid');
  expect(certificate.issuer).toBe('CN=db.invalid');
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(new Date(certificate.validFrom).toISOString()).toBe('2026-11-23T12:00:00.000Z');
  expect(new Date(certificate.validTo).toISOString()).toBe('2026-12-24T12:00:00.000Z');
});

test('a TLS server accepts the pair, and a client that verifies refuses it as self-signed', async () => {
  const { certificatePem, privateKeyPem } = makeSelfSignedCertificate('localhost');
  const server = createServer({ cert: certificatePem, key: privateKeyPem }, (socket) =>
    socket.end('hello'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const ask = (rejectUnauthorized: boolean): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized });
      socket.on('data', (data) => resolve(data.toString()));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    });
  expect(await ask(false)).toBe('hello');
  expect(await ask(true)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  await new Promise((resolve) => server.close(resolve));
});

test('a client that takes it for its authority accepts it under its names, and under no other', async () => {
  const { certificatePem, privateKeyPem } = makeSelfSignedCertificate('here', {
    authorityFor: ['localhost'],
  });
  const server = createServer({ cert: certificatePem, key: privateKeyPem }, (socket) =>
    socket.end('hello'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const ask = (servername: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, servername, ca: certificatePem });
      socket.on('data', (data) => resolve(data.toString()));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    });
  expect(await ask('localhost')).toBe('hello');
  expect(await ask('example.com')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  await new Promise((resolve) => server.close(resolve));
});
