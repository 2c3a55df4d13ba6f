from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_tidy")]

    operations = [
        migrations.AddField(model_name="order", name="sum", field=models.IntegerField(default=0)),
    ]
