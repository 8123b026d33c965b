from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "courses"

    def ready(self) -> None:
        from assessments import makers  # noqa: PLC0415 -- needs the models
        from courses import receivers, shelf  # noqa: PLC0415 -- needs the models
        from courses.authoring.shared_reviewing import SharedPassages  # noqa: PLC0415 -- needs the models
        from courses.making import FromFacts  # noqa: PLC0415 -- needs the models
        from courses.reviewing import Pages  # noqa: PLC0415 -- needs the models
        from courses.spoken import SOURCES  # noqa: PLC0415 -- needs the models
        from h5p.actions import follow  # noqa: PLC0415 -- beside the others
        from media import recordings, spoken  # noqa: PLC0415 -- beside the others
        from media.films import actions as films  # noqa: PLC0415 -- beside the others
        from review import sources  # noqa: PLC0415 -- beside the others

        receivers.connect()
        sources.register(Pages())
        sources.register(SharedPassages())
        for words in SOURCES:
            spoken.register(words)
        recordings.follow(shelf.renew)
        films.follow(shelf.renew)
        follow(shelf.renew)
        makers.register(FromFacts())
