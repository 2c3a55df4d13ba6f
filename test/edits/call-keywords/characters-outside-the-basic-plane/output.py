import dj_database_url

NAME = "😀"
DATABASES = {"default": dj_database_url.config(env="😀", conn_max_age=600, ssl_require=True)}
