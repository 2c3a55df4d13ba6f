MIGRATION_MODULES = {"blog": "blog.schema"}
