SECRET_KEY = "x"
MIDDLEWARE = [
    "pyinstrument.middleware.ProfilerMiddleware",
    "debug_toolbar.middleware.DebugToolbarMiddleware",
    "yet_another_django_profiler.middleware.ProfilerMiddleware",
]
DEBUG_TOOLBAR_CONFIG = {"SHOW_TOOLBAR_CALLBACK": "shop.tools.show"}
YADP_ENABLED = True
