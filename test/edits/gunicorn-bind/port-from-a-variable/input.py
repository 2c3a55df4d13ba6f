import os

port = os.environ["PORT"]
bind = "0.0.0.0:" + port
