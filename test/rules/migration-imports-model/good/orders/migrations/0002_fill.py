from django.db import migrations

from orders.models import default_title


def fill(apps, schema_editor):
    apps.get_model('orders', 'Order').objects.create(title=default_title())


class Migration(migrations.Migration):
    dependencies = [('orders', '0001_initial')]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
