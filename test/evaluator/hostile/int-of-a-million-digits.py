# DEBUG: the settings take too much work to evaluate
DEBUG=int('9'*1000000)
