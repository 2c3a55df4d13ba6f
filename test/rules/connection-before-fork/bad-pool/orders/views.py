import os

import psycopg_pool
from django.http import HttpResponse
from pymongo import MongoClient

pool = psycopg_pool.ConnectionPool(os.environ['DATABASE_URL'])
mongo = MongoClient(os.environ['MONGODB_URI'])


def home(request):
    with pool.connection() as connection:
        return HttpResponse(connection.execute('select 1').fetchone())
