import os as system
bind = "unix:/run/app.sock"
