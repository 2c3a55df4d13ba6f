from django.core.management.base import BaseCommand

from pages.models import Plan


class Command(BaseCommand):
    def handle(self, *args, **options):
        for name in ("basic", "pro"):
            Plan.objects.create(name=name)
