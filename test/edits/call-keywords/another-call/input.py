DATABASES = {"default": env.db()}
