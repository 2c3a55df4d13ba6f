USE_L10N_X = True
