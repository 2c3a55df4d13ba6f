A = 1
USE_L10N = True