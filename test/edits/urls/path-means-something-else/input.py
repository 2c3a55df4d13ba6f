from os import path

urlpatterns = [re_path("", home)]
