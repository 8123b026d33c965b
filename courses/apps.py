from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from courses import receivers  # noqa: PLC0415 -- needs the models
        from courses.authoring.shared_reviewing import SharedPassages  # noqa: PLC0415 -- needs the models
        from courses.reviewing import Pages  # noqa: PLC0415 -- needs the models
        from review import sources  # noqa: PLC0415 -- beside the others

        receivers.connect()
        sources.register(Pages())
        sources.register(SharedPassages())
