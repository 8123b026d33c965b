from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        from assessments.reviewing import Questions  # noqa: PLC0415 -- needs the models
        from review import sources  # noqa: PLC0415 -- beside the other

        sources.register(Questions())
