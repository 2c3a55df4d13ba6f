from decouple import Choices, Csv, config

DEBUG = config("DEBUG", default=False, cast=bool)
SECRET_KEY = config("SECRET_KEY")
HOSTS = config("HOSTS", default="a, b", cast=Csv())
NUMBERS = config("NUMBERS", cast=Csv(int, post_process=tuple))
LEVEL = config("LEVEL", default="low", cast=Choices(["low", "high"]))
STORED = config("STORED")
