#!/bin/bash
set -e
./manage.py collectstatic --no-input
exec bin/serve
