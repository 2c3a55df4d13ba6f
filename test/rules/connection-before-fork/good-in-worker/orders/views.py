import os

import psycopg
from django.http import HttpResponse


def home(request):
    return HttpResponse(psycopg.connect(os.environ['DATABASE_URL']).info.dbname)
