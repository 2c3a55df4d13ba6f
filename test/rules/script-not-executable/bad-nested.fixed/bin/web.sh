#!/bin/bash
set -e
python ./manage.py collectstatic --no-input
exec sh bin/serve
