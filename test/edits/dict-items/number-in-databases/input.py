DATABASES = {
	"default": {
		"ENGINE": "x",
	},
}
