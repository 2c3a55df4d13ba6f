#!/usr/bin/env bash
set -e
# First the tables.
python manage.py migrate --no-input
python manage.py createsuperuser \
  --noinput
echo done
