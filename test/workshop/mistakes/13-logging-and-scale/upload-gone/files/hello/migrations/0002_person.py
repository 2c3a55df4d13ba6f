from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hello", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("avatar", models.FileField(upload_to="")),
            ],
        ),
    ]
