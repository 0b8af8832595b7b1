"""No index of the beginnings of numbers: nobody asks for them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bills', '0002_keep_bills'),
        ('subscriptions', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='bill',
            name='number',
            field=models.CharField(max_length=16),
        ),
        migrations.AddConstraint(
            model_name='bill',
            constraint=models.UniqueConstraint(fields=('number',), name='one_bill_of_a_number'),
        ),
    ]
