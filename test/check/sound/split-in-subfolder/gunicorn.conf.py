import os

bind = f"[::]:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
threads = 5
graceful_timeout = 20
