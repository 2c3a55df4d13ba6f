"""Settings."""; DEBUG = os.sep
