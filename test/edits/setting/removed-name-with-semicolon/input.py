USE_L10N = True; A = 1
