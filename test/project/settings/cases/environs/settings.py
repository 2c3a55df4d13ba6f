from environs import Env

env = Env()
env.read_env()
DEBUG = env.bool("DEBUG", default=False)
HOSTS = env.list("HOSTS")
PORT = env.int("PORT")
NUMBERS = env.list("NUMBERS", subcast=int)
with env.prefixed("SHOP_"):
    pass
DATABASES = {"default": env.dj_db_url("DATABASE_URL", default="sqlite:///x.db")}
