try:
    pass
except ValueError as os:
    pass
