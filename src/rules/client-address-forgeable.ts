import { defineRule } from '../check/rule.ts';
import { type AddressUse, addressUses } from '../queries/settings/client-address.ts';

interface Facts {
  readonly limiter: AddressUse['limiter'];
  readonly limits: boolean;
}

export default defineRule<Facts>({
  id: 'client-address-forgeable',
  group: 'hardening',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "HTTP Routing": Heroku headers',
    url: 'https://devcenter.heroku.com/articles/http-routing#heroku-headers',
  },
  docs: 'Visitors are told apart by a part of X-Forwarded-For that they write themselves.',
  example: { limiter: 'own', limits: true },
  *check(repository) {
    for (const { limiter, address, at, limits } of addressUses(repository))
      if (address === 'first')
        yield {
          at,
          facts: { limiter, limits },
          ...(limits ? {} : { severity: 'hint' as const }),
        };
  },
  message: ({ limiter, limits }) => ({
    what:
      limiter === 'REST framework'
        ? 'REST framework throttles by the whole of X-Forwarded-For.'
        : `${limiter === 'own' ? 'The project' : limiter} takes the first address of X-Forwarded-For for the visitor's.`,
    why: `The router appends the real address and keeps what the visitor sent before it: ${limits ? 'a new header with each request gets around the limit, and another person can be locked out' : 'what is noted is whatever the visitor claims'}.`,
    next:
      limiter === 'REST framework'
        ? 'Say that one proxy stands in front:\n  REST_FRAMEWORK = {"NUM_PROXIES": 1}'
        : limiter === 'django-axes'
          ? 'Take the last address:\n  AXES_IPWARE_PROXY_ORDER = "right-most"\n  AXES_IPWARE_PROXY_COUNT = 0'
          : 'Take the last address:\n  request.META["HTTP_X_FORWARDED_FOR"].split(",")[-1].strip()',
  }),
});
