import { defineRule, fixFrom } from '../check/rule.ts';
import type { EditResult } from '../edits/text-edit.ts';
import { productionChain, productionSettings } from '../queries/settings/production-settings.ts';
import { redisLookup } from '../queries/settings/redis-lookup.ts';

export default defineRule<{ fault: 'verified' | 'flag'; variable: string }>({
  id: 'redis-certificate',
  group: 'add-ons',
  severity: 'warning',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Connecting to Heroku Key-Value Store": connecting in Python',
    url: 'https://devcenter.heroku.com/articles/connecting-heroku-redis#connecting-in-python',
  },
  docs: "The settings connect to Heroku's Redis without accepting its self-signed certificate.",
  example: { fault: 'verified', variable: 'REDIS_URL' },
  *check(repository) {
    const chain = productionChain(repository);
    for (const source of chain) {
      const start = source.text.search(/ssl_cert_reqs=CERT_(NONE|REQUIRED|OPTIONAL)\b(?=["'&])/);
      if (
        start < 0 ||
        /^\s*#/.test(source.text.slice(source.text.lastIndexOf('\n', start) + 1, start))
      )
        continue;
      yield {
        at: { file: source.file, start, end: start + 'ssl_cert_reqs=CERT_NONE'.length },
        facts: { fault: 'flag', variable: 'REDIS_URL' },
        ...fixFrom(
          'Write the value that redis-py knows',
          'unsafe',
          source.file,
          lowerFlag(source.text, start),
        ),
      };
      return;
    }
    if (chain.some(({ text }) => /ssl_cert_reqs|CERT_NONE|ssl_check_hostname/i.test(text))) return;
    const lookup = redisLookup(productionSettings(repository));
    if (lookup !== undefined)
      yield { at: lookup.at, facts: { fault: 'verified', variable: lookup.variable } };
  },
  message: ({ fault, variable }) => ({
    what:
      fault === 'flag'
        ? '`ssl_cert_reqs=CERT_NONE` in an address is not a value that redis-py knows.'
        : `${variable} is used, but nothing configures how to verify the server's certificate.`,
    why:
      fault === 'flag'
        ? 'The first connection ends in "Invalid SSL Certificate Requirements Flag".'
        : "Heroku's Redis has a rediss:// URL and a self-signed certificate. redis-py rejects it with CERTIFICATE_VERIFY_FAILED, so cache, queue and channels fail.",
    next:
      fault === 'flag'
        ? 'In an address write `?ssl_cert_reqs=none`.'
        : 'Accept it, for rediss:// addresses only:\n  "OPTIONS": {"ssl_cert_reqs": None} if REDIS_URL.startswith("rediss://") else {},',
  }),
});

/** `CERT_NONE` as `none`, where it stands in an address. */
function lowerFlag(text: string, start: number): EditResult {
  const [flag = ''] = /CERT_[A-Z]+/.exec(text.slice(start)) ?? [];
  const at = start + 'ssl_cert_reqs='.length;
  return {
    ok: true,
    edits: [{ start: at, end: at + flag.length, text: flag.slice('CERT_'.length).toLowerCase() }],
  };
}
