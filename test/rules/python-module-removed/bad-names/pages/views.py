import ast
import asyncio
from collections import Mapping
from inspect import getargspec

from django.http import HttpResponse


NUMBERS = (ast.Num,)


@asyncio.coroutine
def later():
    return Mapping, getargspec


def home(request):
    return HttpResponse("hello")
