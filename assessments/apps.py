from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self) -> None:
        from assessments.instructions import INSTRUCTIONS  # noqa: PLC0415 -- beside the others
        from assessments.reviewing import Questions  # noqa: PLC0415 -- needs the models
        from assessments.spoken import QuestionWords, SurveyWords  # noqa: PLC0415 -- needs the models
        from assessments.surveys.reviewing import Surveys  # noqa: PLC0415 -- needs the models
        from media import spoken  # noqa: PLC0415 -- beside the others
        from media.catalogue import CatalogueWords, labels  # noqa: PLC0415 -- beside the others
        from review import sources  # noqa: PLC0415 -- beside the others

        sources.register(Questions())
        sources.register(Surveys())
        spoken.register(QuestionWords())
        spoken.register(SurveyWords())
        spoken.register(CatalogueWords(INSTRUCTIONS))
        spoken.register(labels(self.name))
