#!/usr/bin/env python
# Licence: MIT
import os

DEBUG = os.getenv("DEBUG")
