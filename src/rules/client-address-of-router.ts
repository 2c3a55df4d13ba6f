import { defineRule } from '../check/rule.ts';
import { asynchronousServer } from '../queries/processes/web-server.ts';
import { type AddressUse, addressUses } from '../queries/settings/client-address.ts';

export default defineRule<{ limiter: AddressUse['limiter'] }>({
  id: 'client-address-of-router',
  group: 'hardening',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "HTTP Routing": Heroku headers',
    url: 'https://devcenter.heroku.com/articles/http-routing#heroku-headers',
  },
  docs: "Visitors are limited by REMOTE_ADDR, which on a dyno is the router's address.",
  example: { limiter: 'django-axes' },
  *check(repository) {
    // An ASGI server may take the address from the router's header.
    if (asynchronousServer(repository) !== undefined) return;
    for (const { limiter, address, at } of addressUses(repository))
      if (address === 'router') yield { at, facts: { limiter } };
  },
  message: ({ limiter }) => ({
    what: `${limiter === 'own' ? 'The project' : limiter} limits visitors by REMOTE_ADDR.`,
    why: "On a dyno that is the address of Heroku's router, the same for many visitors: one who guesses passwords locks everybody out, and the router's next address has a fresh count.",
    next: NEXT[limiter],
  }),
});

const LAST = 'request.META["HTTP_X_FORWARDED_FOR"].split(",")[-1].strip()';
const NEXT: Readonly<Record<AddressUse['limiter'], string>> = {
  'django-axes':
    'Take the last address of X-Forwarded-For, which the router appends, with `django-axes[ipware]` declared:\n  AXES_IPWARE_PROXY_COUNT = 0\n  AXES_IPWARE_PROXY_ORDER = "right-most"\n  AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"]',
  'django-defender':
    'Read the header of the router:\n  DEFENDER_BEHIND_REVERSE_PROXY = True\n  DEFENDER_REVERSE_PROXY_HEADER = "HTTP_X_FORWARDED_FOR"',
  'django-ratelimit': `Give it a function for the address, the last of X-Forwarded-For:\n  RATELIMIT_IP_META_KEY = "shop.addresses.client_address"\n  def client_address(request):\n      return ${LAST}`,
  'REST framework': 'Say how many proxies stand in front:\n  REST_FRAMEWORK = {"NUM_PROXIES": 1}',
  own: `Take the last address of X-Forwarded-For, which the router appends:\n  ${LAST}`,
};
