SECRET_KEY = "django-insecure-hek_^sb&0@j8jg2qdx4qgj^0j3%=ffc__*o-hy^mnxow_un*nd"
