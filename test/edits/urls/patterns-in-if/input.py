if X:
    urlpatterns = []
