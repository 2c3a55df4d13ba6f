from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hello", "0001_initial")]

    operations = [migrations.RemoveField(model_name="greeting", name="when")]
