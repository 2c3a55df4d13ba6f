os, sys = 1, 2
