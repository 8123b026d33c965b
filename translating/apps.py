from django.apps import AppConfig


class TranslatingConfig(AppConfig):
    name = "translating"

    def ready(self) -> None:
        from translating import receivers  # noqa: PLC0415 -- needs the models

        receivers.connect()
