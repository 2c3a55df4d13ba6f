import shop.views  # noqa: F401

urlpatterns = []
