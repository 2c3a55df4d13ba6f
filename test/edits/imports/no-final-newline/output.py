import os

X = os.environ["X"]