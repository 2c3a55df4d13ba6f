import dj_database_url

DATABASES = {
    "default": dj_database_url.config(
        default="sqlite:///db",  # at home
        conn_max_age=0,
    ),
}
