/**
 * Names of the management commands that Django 1.8 to 6.1 brings itself, its contrib apps included.
 * Source: Django documentation, "django-admin and manage.py"; read 2026-12-01.
 */
export const DJANGO_COMMANDS: ReadonlySet<string> = new Set(
  (
    'changepassword check clearsessions collectstatic compilemessages createcachetable createsuperuser dbshell diffsettings dumpdata findstatic flush help ' +
    'inspectdb loaddata makemessages makemigrations migrate ogrinspect optimizemigration ping_google remove_stale_contenttypes runserver ' +
    'sendtestemail shell showmigrations sqlflush sqlmigrate sqlsequencereset squashmigrations startapp startproject test testserver version'
  ).split(' '),
);
