import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface Certificate {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

export interface CertificateOptions {
  readonly now?: Date;
  /** Milliseconds that it is valid from now on. Default: 30 days. */
  readonly validMs?: number;
  /**
   * DNS names (`*.localhost` too) that it answers for when a client takes it for its authority.
   * Default: none.
   */
  readonly authorityFor?: readonly string[];
}

/** Milliseconds that a certificate is valid before and after now; a rehearsal lasts minutes. */
const VALID_BEFORE_MS = 24 * 3600 * 1000;
const VALID_AFTER_MS = 30 * 24 * 3600 * 1000;

/**
 * Returns a new key and a certificate signed by itself, as Heroku's data add-ons present one.
 * Written in DER here because node can read an X.509 certificate and not make one, and no `openssl`
 * program may be assumed.
 */
export function makeSelfSignedCertificate(
  commonName: string,
  { now = new Date(), validMs = VALID_AFTER_MS, authorityFor = [] }: CertificateOptions = {},
): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  // RFC 5758: ecdsa-with-SHA256, without parameters.
  const algorithm = sequence(objectIdentifier([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
  const name = sequence(
    tagged(
      0x31,
      sequence(
        Buffer.concat([
          objectIdentifier([0x55, 0x04, 0x03]),
          tagged(0x0c, Buffer.from(commonName, 'utf8')),
        ]),
      ),
    ),
  );
  const validity = sequence(
    Buffer.concat([
      time(new Date(now.getTime() - VALID_BEFORE_MS)),
      time(new Date(now.getTime() + validMs)),
    ]),
  );
  // The first bit of the serial is cleared (positive) and the second set (never shortened).
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const body = sequence(
    Buffer.concat([
      tagged(0xa0, tagged(0x02, Buffer.from([2]))),
      tagged(0x02, serial),
      algorithm,
      name,
      validity,
      name,
      publicKey.export({ type: 'spki', format: 'der' }),
      ...(authorityFor.length === 0 ? [] : [extensions(authorityFor)]),
    ]),
  );
  const signature = tagged(
    0x03,
    Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]),
  );
  return {
    certificatePem: pem('CERTIFICATE', sequence(Buffer.concat([body, algorithm, signature]))),
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** RFC 5280: its own authority, and the names in place of the common name. */
function extensions(names: readonly string[]): Buffer {
  const extension = (identifier: readonly number[], isCritical: boolean, value: Buffer): Buffer =>
    sequence(
      Buffer.concat([
        objectIdentifier(identifier),
        ...(isCritical ? [tagged(0x01, Buffer.from([0xff]))] : []),
        tagged(0x04, value),
      ]),
    );
  const isAuthority = sequence(tagged(0x01, Buffer.from([0xff])));
  const dnsNames = names.map((name) => tagged(0x82, Buffer.from(name, 'ascii')));
  const loopback = [tagged(0x87, Buffer.from([127, 0, 0, 1]))];
  return tagged(
    0xa3,
    sequence(
      Buffer.concat([
        extension([0x55, 0x1d, 0x13], true, isAuthority),
        extension([0x55, 0x1d, 0x11], false, sequence(Buffer.concat([...dnsNames, ...loopback]))),
      ]),
    ),
  );
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const digits = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...digits]), content]);
}

function sequence(content: Buffer): Buffer {
  return tagged(0x30, content);
}

function objectIdentifier(bytes: readonly number[]): Buffer {
  return tagged(0x06, Buffer.from(bytes));
}

/** UTCTime, which RFC 5280 wants for every year before 2050. */
function time(at: Date): Buffer {
  return tagged(
    0x17,
    Buffer.from(`${at.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`, 'ascii'),
  );
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
