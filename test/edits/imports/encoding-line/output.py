# -*- coding: utf-8 -*-
import os

X = os.environ["X"]
