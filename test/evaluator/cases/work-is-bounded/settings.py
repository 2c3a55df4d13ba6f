DEBUG = False
N = 0
while True:
    N += 1
