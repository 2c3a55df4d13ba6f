import { defineRule } from '../check/rule.ts';
import { effectiveValue } from '../queries/settings/production-settings.ts';
import {
  type InsecureAddress,
  insecureAddresses,
} from '../queries/static-files/insecure-addresses.ts';

interface Facts {
  readonly address: string;
  readonly kind: InsecureAddress['kind'];
}

export default defineRule<Facts>({
  id: 'mixed-content',
  group: 'hardening',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'MDN, "Mixed content"',
    url: 'https://developer.mozilla.org/en-US/docs/Web/Security/Mixed_content',
  },
  docs: 'A page that is served over https loads something from an address without encryption.',
  example: { address: 'ws://', kind: 'websocket' },
  *check(repository) {
    if (effectiveValue(repository, 'SECURE_SSL_REDIRECT', false) !== true) return;
    for (const { address, kind, at } of insecureAddresses(repository))
      yield {
        at,
        facts: { address, kind },
        ...(kind === 'image' ? { severity: 'hint' as const } : {}),
      };
  },
  message: ({ address, kind }) => ({
    what: `A page of a site that redirects to https ${VERBS[kind]} \`${address}\`.`,
    why: {
      websocket:
        'Browsers refuse it at once: "An insecure WebSocket connection may not be initiated from a page loaded over HTTPS". It works on your machine, where the page comes over http.',
      request: 'Browsers block it as mixed content, before anything leaves the machine.',
      resource: 'Browsers block it as mixed content, so the page lacks it.',
      form: 'Browsers warn before they send the form, and what is typed crosses the network in clear.',
      image: 'Browsers ask for it over https instead, and leave it out where that fails.',
    }[kind],
    next:
      kind === 'websocket'
        ? 'Follow the page:\n  const scheme = location.protocol === "https:" ? "wss:" : "ws:";\n  new WebSocket(scheme + "//" + location.host + "/ws/");'
        : `Write https:, or an address without scheme and host for a page of your own:\n  ${address.replace(/^http:/, 'https:')}`,
  }),
});

const VERBS: Readonly<Record<Facts['kind'], string>> = {
  websocket: 'opens a WebSocket to',
  request: 'sends a request to',
  resource: 'loads',
  form: 'sends a form to',
  image: 'shows',
};
