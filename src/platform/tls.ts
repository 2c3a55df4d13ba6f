import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Certificate,
  makeSelfSignedCertificate,
} from '../heroku/addons/self-signed-certificate.ts';

/** Milliseconds that a certificate of the platform is valid, and from which on it is renewed. */
const VALID_MS = 5 * 365 * 24 * 3600 * 1000;
const RENEW_MS = 30 * 24 * 3600 * 1000;

/** Files in which systems keep the authorities that they trust. */
const SYSTEM_AUTHORITIES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** Where the platform's authority stands, alone and together with the system's own. */
export interface AuthorityFiles {
  readonly own: string;
  /** For git, which takes one file for all it trusts, that of other remotes included. */
  readonly withSystem: string;
}

/** The files of the authority in a state folder. */
export function authorityFiles(folder: string): AuthorityFiles {
  return { own: join(folder, 'tls', 'ca.pem'), withSystem: join(folder, 'tls', 'bundle.pem') };
}

/** The certificate of the platform, its own authority: made once, and again before it runs out. */
export function platformCertificate(folder: string): Certificate {
  const { own, withSystem } = authorityFiles(folder);
  const key = join(folder, 'tls', 'key.pem');
  if (existsSync(own) && existsSync(key)) {
    const certificatePem = readFileSync(own, 'utf8');
    const endsMs = new Date(new X509Certificate(certificatePem).validTo).getTime();
    if (endsMs - Date.now() > RENEW_MS)
      return { certificatePem, privateKeyPem: readFileSync(key, 'utf8') };
  }
  const made = makeSelfSignedCertificate('dynoready platform', {
    validMs: VALID_MS,
    authorityFor: ['localhost', '*.localhost'],
  });
  mkdirSync(join(folder, 'tls'), { recursive: true, mode: 0o700 });
  const system = SYSTEM_AUTHORITIES.find((path) => existsSync(path));
  const bundle = system === undefined ? '' : readFileSync(system, 'utf8');
  writeWhole(key, made.privateKeyPem);
  writeWhole(withSystem, `${bundle}\n${made.certificatePem}`);
  writeWhole(own, made.certificatePem);
  return made;
}

function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.next`, text, { mode: 0o600 });
  renameSync(`${path}.next`, path);
}
