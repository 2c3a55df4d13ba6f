BASE_DIR = Path(__file__).parent.parent.resolve()
