"""The test before a course."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_observations")]

    operations = [
        migrations.AddField(
            model_name="quiz",
            name="before",
            field=models.ForeignKey(
                blank=True,
                help_text="Of a final test: form A of its questions, asked once before the course. It decides nothing.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="finals",
                to="assessments.quiz",
                verbose_name="test before the course",
            ),
        ),
        migrations.AddConstraint(
            model_name="quiz",
            constraint=models.CheckConstraint(
                condition=models.Q(("before", models.F("id")), _negated=True), name="no_quiz_before_itself"
            ),
        ),
    ]
