import environ

SECRET_KEY = environ.Env()("SECRET_KEY")
