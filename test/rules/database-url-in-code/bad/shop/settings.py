import dj_database_url

DATABASES = {
    "default": dj_database_url.config(
        default="postgres://shop:f83kd02ldk3@ec2-1-2-3-4.compute-1.amazonaws.com:5432/d8f3"
    )
}
