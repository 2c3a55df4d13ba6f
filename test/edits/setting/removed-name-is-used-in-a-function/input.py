USE_L10N = True


def f():
    return USE_L10N
