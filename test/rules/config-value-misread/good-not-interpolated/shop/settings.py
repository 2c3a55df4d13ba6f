import environ

env = environ.Env(interpolate=False)
SECRET_KEY = env("SECRET_KEY")
