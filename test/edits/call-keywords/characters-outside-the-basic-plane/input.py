import dj_database_url

NAME = "😀"
DATABASES = {"default": dj_database_url.config(env="😀")}
