#!/usr/bin/env bash
python manage.py migrate
