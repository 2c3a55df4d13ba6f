from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def handle(self, *args, **options):
        users = get_user_model().objects
        if not users.filter(username="owner").exists():
            users.create_superuser("owner", "owner@example.com", "secret")
