# DEBUG: the settings take too much work to evaluate
for i in range(10000):
  for j in range(100):
    try:
        raise ValueError('x')
    except ValueError:
        DEBUG=i
