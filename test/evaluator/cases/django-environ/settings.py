import environ

env = environ.Env(DEBUG=(bool, False), WORKERS=(int, 2))
environ.Env.read_env(".env")
DEBUG = env("DEBUG")
WORKERS = env("WORKERS")
SECRET_KEY = env("SECRET_KEY")
HOSTS = env.list("HOSTS", default=["a"])
SSL = env.bool("SSL", default=True)
TIMEOUT = env.int("TIMEOUT", 3)
PROXY = env.str("PROXY")
MAP = env.dict("MAP", default={})
DATABASES = {"default": env.db()}
OTHER = env.db("OTHER_URL", default="sqlite:///db.sqlite3")
ROOT = environ.Path(__file__) - 1
STATIC = str(ROOT.path("static"))
JOINED = ROOT("media")
FROM_FILE = env("FROM_FILE")
