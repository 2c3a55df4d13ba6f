import os

NAME = "😀"
X = os.environ["X"]
