# Tasks wait in the database until the worker takes them. Elsewhere they run at once.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
