import sys; import environ
