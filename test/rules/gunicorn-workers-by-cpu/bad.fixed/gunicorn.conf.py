import multiprocessing

