from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []
    operations = [
        migrations.AddConstraint(
            'note',
            models.CheckConstraint(check=models.Q(stars__gte=0), name='stars_not_negative'),
        ),
    ]
