from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [('orders', '0001_initial'), ('orders', '0002_fill'), ('orders', '0003_order_paid')]
    operations = []
