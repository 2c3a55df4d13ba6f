from django.contrib.postgres.fields import JSONField
from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel('Note', fields=[('done', models.NullBooleanField()), ('data', JSONField())], options={'index_together': {('done', 'data')}}),
    ]
