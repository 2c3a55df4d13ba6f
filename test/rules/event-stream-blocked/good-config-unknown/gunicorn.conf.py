import os

threads = int(os.environ["THREADS"])
