from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        from assessments.reviewing import Questions  # noqa: PLC0415 -- needs the models
        from assessments.spoken import QuestionWords  # noqa: PLC0415 -- needs the models
        from assessments.surveys.reviewing import Surveys  # noqa: PLC0415 -- needs the models
        from media import spoken  # noqa: PLC0415 -- beside the others
        from review import sources  # noqa: PLC0415 -- beside the others

        sources.register(Questions())
        sources.register(Surveys())
        spoken.register(QuestionWords())
