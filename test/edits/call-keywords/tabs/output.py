import dj_database_url

DATABASES = {
	"default": dj_database_url.config(
		env="DB",
		conn_max_age=600, ssl_require=True,
	),
}
