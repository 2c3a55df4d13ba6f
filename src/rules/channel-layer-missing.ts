import { defineRule } from '../check/rule.ts';
import { loadedPaths } from '../queries/apps/loaded-uses.ts';
import { asynchronousServer } from '../queries/processes/web-server.ts';
import { isAbsent } from '../queries/settings/production-settings.ts';

export default defineRule<{ file: string }>({
  id: 'channel-layer-missing',
  group: 'settings',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Channels documentation, "Channel Layers": configuration',
    url: 'https://channels.readthedocs.io/en/stable/topics/channel_layers.html#configuration',
  },
  docs: 'Code that a server loads sends through a channel layer, and CHANNEL_LAYERS is not set.',
  example: { file: 'chat/consumers.py' },
  *check(repository) {
    if (asynchronousServer(repository) === undefined || !isAbsent(repository, 'CHANNEL_LAYERS'))
      return;
    for (const file of loadedPaths(repository)) {
      const text = repository.files.text(file) ?? '';
      if (!text.includes('channels')) continue;
      const use =
        /^[^#\n]*?((?:self\.channel_layer|get_channel_layer\(\))\.(?:group_|send\b))/m.exec(text);
      if (use === null) continue;
      const start = use.index + use[0].length - (use[1]?.length ?? 0);
      yield { at: { file, start, end: use.index + use[0].length }, facts: { file } };
      return;
    }
  },
  message: ({ file }) => ({
    what: `\`${file}\` sends through a channel layer, and the settings have no CHANNEL_LAYERS.`,
    why: "Without the setting the layer is None: each connection ends in AttributeError: 'NoneType' object has no attribute 'group_add'.",
    next: 'Declare `channels_redis`, attach a Redis, and name it:\n  CHANNEL_LAYERS = {\n      "default": {\n          "BACKEND": "channels_redis.core.RedisChannelLayer",\n          "CONFIG": {"hosts": [{"address": os.environ["REDIS_URL"], "ssl_cert_reqs": None}]},\n      }\n  }',
  }),
});
