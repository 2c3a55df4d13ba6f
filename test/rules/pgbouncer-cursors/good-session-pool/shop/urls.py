from pages.views import export  # noqa: F401

urlpatterns = []
