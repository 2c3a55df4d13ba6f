from os.path import abspath, dirname

BASE_DIR = dirname(dirname(abspath(__file__)))
