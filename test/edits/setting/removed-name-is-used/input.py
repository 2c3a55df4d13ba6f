USE_L10N = True
print(USE_L10N)
