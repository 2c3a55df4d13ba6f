DEBUG = (
