class Base:
    USE_L10N = True
