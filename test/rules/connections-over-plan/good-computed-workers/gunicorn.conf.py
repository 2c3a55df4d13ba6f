import os

workers = int(os.environ["WORKERS"])
threads = 5
