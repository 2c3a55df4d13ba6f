worker_class = "gthread"
threads = 20
