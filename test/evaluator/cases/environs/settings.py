from environs import Env

env = Env()
env.read_env()
DEBUG = env.bool("DEBUG", default=False)
HOSTS = env.list("HOSTS")
PORT = env.int("PORT")
NUMBERS = env.list("NUMBERS", subcast=int)
with env.prefixed("SHOP_"):
    NAME = env("NAME")
    with env.prefixed("MAIL_"):
        MAIL_HOST = env.str("HOST", default="none")
    COLOUR = env("COLOUR", default="blue")
with env.prefixed("SHOP_") as shop:
    AGAIN = shop("NAME")
AFTER = env.int("PORT")
DATABASES = {"default": env.dj_db_url("DATABASE_URL", default="sqlite:///x.db")}
