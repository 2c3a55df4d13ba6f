# DEBUG: it is formatted from a value that is not fully known
X=f'{1.5:.5000f}'
Y='%.999999999f' % 1.0
DEBUG=X
