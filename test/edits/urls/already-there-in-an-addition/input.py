urlpatterns = [path("", home)]
urlpatterns += [path("healthz", view)]
