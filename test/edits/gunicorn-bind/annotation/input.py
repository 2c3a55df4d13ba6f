import os

bind: str = "127.0.0.1:8000"
