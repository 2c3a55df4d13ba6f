import { defineRule } from '../check/rule.ts';
import { asDict, knownSetting } from '../queries/settings/production-settings.ts';

export default defineRule<null>({
  id: 'channel-layer-in-memory',
  group: 'logging-and-scale',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Channels documentation, "Channel Layers": in-memory channel layer',
    url: 'https://channels.readthedocs.io/en/stable/topics/channel_layers.html#in-memory-channel-layer',
  },
  docs: 'The channel layer of production lives in the memory of one process.',
  example: null,
  *check(repository) {
    const layers = knownSetting(repository, 'CHANNEL_LAYERS');
    const backend = asDict(asDict(layers?.value)?.default)?.BACKEND;
    if (typeof backend === 'string' && /\.InMemoryChannelLayer$/.test(backend))
      yield { at: layers?.at, facts: null };
  },
  message: () => ({
    what: 'CHANNEL_LAYERS keeps messages in the memory of one process.',
    why: 'A second worker, a second dyno, a Celery task and a management command each have a layer of their own: what they send to a group never arrives, and nothing says so.',
    next: 'Declare `channels_redis`, attach a Redis, and name it:\n  CHANNEL_LAYERS = {\n      "default": {\n          "BACKEND": "channels_redis.core.RedisChannelLayer",\n          "CONFIG": {"hosts": [{"address": os.environ["REDIS_URL"], "ssl_cert_reqs": None}]},\n      }\n  }',
  }),
});
