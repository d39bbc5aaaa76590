from django.db import migrations, models


def drop_triggers(apps, schema_editor):
    # They would raise an epoch that is gone. Those who migrate forward get them when all migrations have run.
    from cms.epoch.triggers import Triggers

    Triggers.of(schema_editor.connection.alias).drop()


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Epoch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, drop_triggers),
    ]
