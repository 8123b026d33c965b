from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"

    def ready(self) -> None:
        from certificates import reach  # noqa: PLC0415 -- needs the models
        from learning.answering import OfLearners  # noqa: PLC0415 -- needs the models
        from media import spoken  # noqa: PLC0415 -- beside the others
        from media.catalogue import labels  # noqa: PLC0415 -- beside the others

        reach.register(OfLearners())
        spoken.register(labels(self.name))
