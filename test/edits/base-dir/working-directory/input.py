BASE_DIR = os.getcwd()
