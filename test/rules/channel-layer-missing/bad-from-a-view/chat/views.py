from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer


def tell(request):
    async_to_sync(get_channel_layer().group_send)("chat", {"type": "chat.news"})
