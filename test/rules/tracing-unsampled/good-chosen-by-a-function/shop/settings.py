SECRET_KEY = "x"


def is_slow(request):
    return request.path == "/slow/"


SILKY_INTERCEPT_FUNC = is_slow
MIDDLEWARE = ["silk.middleware.SilkyMiddleware"]
