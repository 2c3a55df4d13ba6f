BASE_DIR = Path(os.path.dirname(os.path.abspath(__file__))).parent
