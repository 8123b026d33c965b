from django.apps import AppConfig


class TranslatingConfig(AppConfig):
    name = "translating"

    def ready(self) -> None:
        from media import spoken  # noqa: PLC0415 -- beside the others
        from translating import receivers  # noqa: PLC0415 -- needs the models
        from translating.spoken import TranslatedWords  # noqa: PLC0415 -- needs the models

        receivers.connect()
        spoken.register(TranslatedWords())
