from django.db import migrations

from ..models import Order as Bought


def fill(apps, schema_editor):
    for order in Bought.objects.all():
        order.save()


class Migration(migrations.Migration):
    dependencies = [('orders', '0001_initial')]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
