from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [
        migrations.CreateModel(name="Draft", fields=[]),
        migrations.RenameModel("Draft", "Plan"),
    ]
