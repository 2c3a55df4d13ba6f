import os

BASE_DIR = os.environ["BASE_DIR"]
