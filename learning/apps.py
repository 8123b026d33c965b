from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out


class LearningConfig(AppConfig):
    name = "learning"

    def ready(self) -> None:
        from learning import one_phone  # noqa: PLC0415 -- once the apps stand

        user_logged_out.connect(one_phone.remember_left, dispatch_uid="learning.one_phone")
