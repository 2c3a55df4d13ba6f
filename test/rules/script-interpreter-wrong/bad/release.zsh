#!/usr/bin/env zsh
python manage.py migrate
