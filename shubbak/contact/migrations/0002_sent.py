from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contact', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='contact',
            name='outcome',
            field=models.CharField(choices=[('answered', 'Answered'), ('sent', 'Sent'), ('passed_on', 'Passed On'), ('call_back', 'Call Back'), ('deposit', 'Deposit'), ('not_identified', 'Not Identified')], max_length=16),
        ),
    ]
