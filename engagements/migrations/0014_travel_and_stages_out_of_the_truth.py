"""Move what was said of travel and of the stages from the truth to their own columns and rows.

What was one text stays as words: the travel's place, and whom a first stage is with.
"""

from django.db import migrations


def move(apps, schema_editor):
    truth = apps.get_model("engagements", "TruthItem")
    stage = apps.get_model("engagements", "SelectionStage")
    for item in truth.objects.filter(kind="travel").select_related("brief"):
        item.brief.travel_to = item.answer[:140]
        item.brief.save(update_fields=["travel_to"])
    for item in truth.objects.filter(kind="stages").exclude(answer=""):
        stage.objects.create(
            brief=item.brief, position=1, kind="meeting", with_whom=item.answer[:160]
        )
    truth.objects.filter(kind__in=["travel", "stages"]).delete()


def move_back(apps, schema_editor):
    truth = apps.get_model("engagements", "TruthItem")
    brief = apps.get_model("engagements", "Brief")
    stage = apps.get_model("engagements", "SelectionStage")
    for row in brief.objects.exclude(travel_to=""):
        truth.objects.create(brief=row, kind="travel", answer=row.travel_to)
    for row in stage.objects.filter(position=1).exclude(with_whom=""):
        truth.objects.create(brief=row.brief, kind="stages", answer=row.with_whom)


class Migration(migrations.Migration):

    dependencies = [
        ("engagements", "0013_brief_travel_and_stages"),
    ]

    operations = [migrations.RunPython(move, move_back)]
