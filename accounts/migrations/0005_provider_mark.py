from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_consular_supervisor'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='provider_mark',
            field=models.CharField(editable=False, max_length=64, null=True, unique=True),
        ),
    ]
