# Threads would help a view that waits, and so would the workers of uvicorn.
worker_class = "sync"
