import os

worker_class = os.environ.get("WORKER", "uvicorn_worker.UvicornWorker")
