from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_limits'),
    ]

    operations = [
        migrations.AddField(
            model_name='agency',
            name='privacy_number',
            field=models.CharField(blank=True, default='', max_length=60),
        ),
    ]
