from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('orders', '0002_fill')]
    operations = [migrations.AddField(model_name='order', name='paid', field=models.BooleanField(default=False))]
