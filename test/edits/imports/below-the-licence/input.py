#!/usr/bin/env python
# Licence: MIT
DEBUG = os.getenv("DEBUG")
