# Queue tasks in the database for the worker. Django's default runs them immediately.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
