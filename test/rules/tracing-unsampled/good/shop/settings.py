SECRET_KEY = "x"
MIDDLEWARE = [
    "silk.middleware.SilkyMiddleware",
    "pyinstrument.middleware.ProfilerMiddleware",
    "debug_toolbar.middleware.DebugToolbarMiddleware",
    "django_cprofile_middleware.middleware.ProfilerMiddleware",
    "yet_another_django_profiler.middleware.ProfilerMiddleware",
]
SILKY_INTERCEPT_PERCENT = 1
PYINSTRUMENT_SHOW_CALLBACK = "shop.tools.is_staff"
