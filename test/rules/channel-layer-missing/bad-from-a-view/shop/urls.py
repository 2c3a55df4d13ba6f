import chat.views  # noqa: F401

urlpatterns = []
