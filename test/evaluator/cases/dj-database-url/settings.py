import dj_database_url

DATABASES = {"default": dj_database_url.config(conn_max_age=600, ssl_require=True)}
PARSED = dj_database_url.parse("mysql://u@h/d?charset=utf8", conn_health_checks=True)
NOTHING = dj_database_url.config(env="NOTHING")
DEFAULT = dj_database_url.config("OTHER", default="sqlite://:memory:")
