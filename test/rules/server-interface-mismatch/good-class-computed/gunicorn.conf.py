import os

worker_class = os.environ["WORKER"]
