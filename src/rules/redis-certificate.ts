import { defineRule, fixFrom, type Message } from '../check/rule.ts';
import type { EditResult } from '../edits/text-edit.ts';
import { productionChain, productionSettings } from '../queries/settings/production-settings.ts';
import { uncertainRedisConnections } from '../queries/settings/redis-connections.ts';
import { redisLookup } from '../queries/settings/redis-lookup.ts';

interface Facts {
  readonly fault: 'verified' | 'flag' | 'part';
  readonly variable: string;
  /** The setting that says nothing while others do, and the setting that would, for `part`. */
  readonly setting?: string;
  readonly option?: string;
}

export default defineRule<Facts>({
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
    if (chain.some(({ text }) => /ssl_cert_reqs|CERT_NONE|ssl_check_hostname/i.test(text))) {
      for (const { setting, option, at } of uncertainRedisConnections(repository))
        yield {
          at,
          facts: {
            fault: 'part',
            variable: 'REDIS_URL',
            setting,
            ...(option === undefined ? {} : { option }),
          },
        };
      return;
    }
    const lookup = redisLookup(productionSettings(repository));
    if (lookup !== undefined)
      yield { at: lookup.at, facts: { fault: 'verified', variable: lookup.variable } };
  },
  message: (facts) => WORDS[facts.fault](facts),
});

const WORDS: Readonly<Record<Facts['fault'], (facts: Facts) => Message>> = {
  flag: () => ({
    what: '`ssl_cert_reqs=CERT_NONE` in an address is not a value that redis-py knows.',
    why: 'The first connection ends in "Invalid SSL Certificate Requirements Flag".',
    next: 'In an address write `?ssl_cert_reqs=none`.',
  }),
  verified: ({ variable }) => ({
    what: `${variable} is used, but nothing configures how to verify the server's certificate.`,
    why: "Heroku's Redis has a rediss:// URL and a self-signed certificate. redis-py rejects it with CERTIFICATE_VERIFY_FAILED, so cache, queue and channels fail.",
    next: 'Accept it, for rediss:// addresses only:\n  "OPTIONS": {"ssl_cert_reqs": None} if REDIS_URL.startswith("rediss://") else {},',
  }),
  part: ({ setting = '', option }) => ({
    what: `${setting} connects to Redis over TLS and says nothing of the certificate, while other settings accept it.`,
    why:
      option === undefined
        ? 'Each connection has its own options: this one is refused with CERTIFICATE_VERIFY_FAILED.'
        : 'Celery has one option for the broker and one for results. Without it the worker and each `.delay()` end in "A rediss:// URL must have parameter ssl_cert_reqs".',
    next:
      option === undefined
        ? 'Give this connection `ssl_cert_reqs` too, for instance in its address:\n  REDIS_URL + "?ssl_cert_reqs=none"'
        : `Accept it here too, for rediss:// addresses only:\n  ${option} = {"ssl_cert_reqs": ssl.CERT_NONE}`,
  }),
};

/** `CERT_NONE` as `none`, where it stands in an address. */
function lowerFlag(text: string, start: number): EditResult {
  const [flag = ''] = /CERT_[A-Z]+/.exec(text.slice(start)) ?? [];
  const at = start + 'ssl_cert_reqs='.length;
  return {
    ok: true,
    edits: [{ start: at, end: at + flag.length, text: flag.slice('CERT_'.length).toLowerCase() }],
  };
}
