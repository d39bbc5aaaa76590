from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("images", "0003_impressions_and_manifest"),
    ]

    operations = [
        migrations.AlterField(
            model_name="customimage",
            name="license",
            field=models.CharField(
                blank=True,
                help_text="What allows us to show it, for example: CC BY 4.0, or: with permission.",
                max_length=255,
                verbose_name="license",
            ),
        ),
    ]
