DEBUG = False

X = 1
