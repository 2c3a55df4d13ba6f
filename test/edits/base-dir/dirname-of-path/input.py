from os import path

BASE_DIR = path.dirname(path.dirname(path.abspath(__file__)))
