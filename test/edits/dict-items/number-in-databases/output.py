DATABASES = {
	"default": {
		"ENGINE": "x",
		"CONN_MAX_AGE": 600,
	},
}
