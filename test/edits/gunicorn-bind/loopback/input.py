import multiprocessing
import os

bind = "127.0.0.1:8000"  # nginx is in front
workers = 9
