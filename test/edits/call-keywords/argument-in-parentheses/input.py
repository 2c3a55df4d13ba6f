DATABASES = dj_database_url.config(("DB"))
