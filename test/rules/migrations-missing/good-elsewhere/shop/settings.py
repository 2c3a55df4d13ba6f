INSTALLED_APPS = ["django.contrib.auth", "blog"]
MIGRATION_MODULES = {"blog": "shop.blog_migrations"}
