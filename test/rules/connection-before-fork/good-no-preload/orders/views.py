import os

import psycopg_pool
from django.http import HttpResponse

pool = psycopg_pool.ConnectionPool(os.environ['DATABASE_URL'])


def home(request):
    return HttpResponse('')
