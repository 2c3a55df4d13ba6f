import os

import environ
import dj_database_url

env = environ.Env()
