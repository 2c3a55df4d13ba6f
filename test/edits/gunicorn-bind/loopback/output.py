import multiprocessing
import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"  # nginx is in front
workers = 9
