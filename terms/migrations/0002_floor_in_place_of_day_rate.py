from django.db import migrations, models
import django.db.models.deletion

AMOUNTS = ("outside_on_site", "outside_remote", "inside_on_site", "inside_remote")


def one_amount_for_all(apps, schema_editor):
    """A day rate was asked for any kind of work."""
    apps.get_model("terms", "Floor").objects.update(
        **{name: models.F("amount") for name in AMOUNTS}
    )


def highest_amount(apps, schema_editor):
    """Nobody is said to work for less than they ask."""
    floors = apps.get_model("terms", "Floor").objects
    floors.update(amount=models.functions.Greatest(*AMOUNTS))


class Migration(migrations.Migration):
    dependencies = [
        ("terms", "0001_initial"),
        ("candidates", "0001_initial"),
    ]

    operations = [
        migrations.RenameModel("DayRate", "Floor"),
        migrations.RemoveConstraint("floor", "day_rate_positive"),
        migrations.RenameField("floor", "updated_at", "stated_at"),
        migrations.AlterField("floor", "stated_at", models.DateTimeField()),
        migrations.AlterField(
            "floor",
            "candidate",
            models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="candidates.candidate",
            ),
        ),
        *(
            migrations.AddField(
                "floor",
                name,
                models.DecimalField(
                    blank=True, decimal_places=2, max_digits=8, null=True, help_text=words
                ),
            )
            for name, words in (
                ("outside_on_site", "through their own company, on site"),
                ("outside_remote", "through their own company, from home"),
                ("inside_on_site", "like an employee, on site"),
                ("inside_remote", "like an employee, from home"),
            )
        ),
        migrations.AlterField(
            "floor",
            "amount",
            models.DecimalField(decimal_places=2, max_digits=8, null=True),
        ),
        migrations.RunPython(one_amount_for_all, highest_amount),
        migrations.RemoveField("floor", "amount"),
        migrations.AddConstraint(
            model_name='floor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outside_on_site__isnull', True), ('outside_on_site__gt', 0), _connector='OR'), models.Q(('outside_remote__isnull', True), ('outside_remote__gt', 0), _connector='OR'), models.Q(('inside_on_site__isnull', True), ('inside_on_site__gt', 0), _connector='OR'), models.Q(('inside_remote__isnull', True), ('inside_remote__gt', 0), _connector='OR')), name='floor_positive'),
        ),
        migrations.AddConstraint(
            model_name='floor',
            constraint=models.CheckConstraint(condition=models.Q(('outside_on_site__isnull', False), ('outside_remote__isnull', False), ('inside_on_site__isnull', False), ('inside_remote__isnull', False), _connector='OR'), name='floor_says_something', violation_error_message='Give at least one amount, or leave the page without saving.'),
        ),
    ]
