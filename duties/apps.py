from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "duties"

    def ready(self) -> None:
        from certificates import reach  # noqa: PLC0415 -- needs the models
        from duties.answering import OfStaff  # noqa: PLC0415 -- needs the models

        reach.register(OfStaff())
