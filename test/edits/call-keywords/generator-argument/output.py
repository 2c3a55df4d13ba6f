import dj_database_url

DATABASES = {"default": dj_database_url.config((one for one in ALL), conn_max_age=600, ssl_require=True)}
