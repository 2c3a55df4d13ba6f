import os

BASE_DIR = Path(__file__)
