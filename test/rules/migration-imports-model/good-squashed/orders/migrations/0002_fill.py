from django.db import migrations

from orders.models import Order


def fill(apps, schema_editor):
    Order.objects.create(title='First')


class Migration(migrations.Migration):
    dependencies = [('orders', '0001_initial')]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
