DATABASES = dj_database_url.config(("DB"), conn_max_age=600, ssl_require=True)
