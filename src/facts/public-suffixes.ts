/**
 * Names below which each name belongs to somebody else, so that browsers take no cookie for them:
 * those of platforms and the most frequent ones of countries. Source: publicsuffix.org; read
 * 2026-11-30.
 */
const SUFFIXES: ReadonlySet<string> = new Set(
  (
    'herokuapp.com herokussl.com github.io gitlab.io vercel.app now.sh netlify.app onrender.com fly.dev pages.dev workers.dev web.app ' +
    'firebaseapp.com appspot.com run.app azurewebsites.net cloudfront.net ondigitalocean.app pythonanywhere.com ngrok.io ngrok-free.app ' +
    'ngrok.app up.railway.app surge.sh glitch.me repl.co replit.dev deno.dev blogspot.com s3.amazonaws.com elasticbeanstalk.com ' +
    'co.uk org.uk me.uk ac.uk gov.uk com.au net.au org.au com.br net.br org.br co.in co.jp or.jp ne.jp co.kr co.nz co.za com.ar com.cn ' +
    'com.co com.mx com.ng com.pl com.sg com.tr com.tw com.ua co.il co.id co.ke com.pk com.bd com.my com.ph com.vn'
  ).split(' '),
);

/** True for a name that is nobody's own, such as `herokuapp.com`, `co.uk` or `com`. */
export function isPublicSuffix(host: string): boolean {
  const name = host.toLowerCase().replace(/^\./, '').replace(/\.$/, '');
  return SUFFIXES.has(name) || !name.includes('.');
}

/**
 * The part of a host name that one owner has, such as `example.com` of `www.example.com`; undefined
 * for a public suffix.
 */
export function registrableDomain(host: string): string | undefined {
  const labels = host.toLowerCase().replace(/^\./, '').replace(/\.$/, '').split('.');
  for (let length = 1; length <= labels.length; length += 1) {
    const name = labels.slice(-length).join('.');
    if (!isPublicSuffix(name)) return name;
  }
  return undefined;
}

/** True for a host that only the machine itself or its own network reaches. */
export function isLocalHost(host: string): boolean {
  return /^(localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|\[|::1)|\.(localhost|local|test|internal)$|^host\.docker/i.test(
    host,
  );
}
