"""How the editors of our pages are laid out: tabs in the order an author thinks. Knows fields by name only."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)


class FirstSteps(Panel):
    """What to do next with something that is still empty. ``when`` says so of the page, without a query."""

    def __init__(self, template: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.template = template

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "template": self.template}

    class BoundPanel(Panel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.template_name = self.panel.template

        def is_shown(self) -> bool:
            return not self.instance.numchild


def course() -> TabbedInterface:
    about = [
        FieldPanel("audience", help_text=_("Passages written for these people are shown to them.")),
        MultiFieldPanel(
            [FieldPanel("final_quiz"), FieldPanel("final_minutes")],
            heading=_("Final test"),
            help_text=_("Its minutes count towards the length of the course."),
        ),
    ]
    modules = InlinePanel(
        "course_modules",
        label=_("Modules"),
        heading=_("Modules, in order"),
        help_text=_("The same module may stand in many courses. A change to it is seen in all of them."),
    )
    return _tabs(
        (_("Words"), [_title(), FieldPanel("summary", help_text=_("Two sentences. Shown in the list of courses."))]),
        (_("Modules"), [modules]),
        (_("About this course"), about),
    )


def module() -> TabbedInterface:
    words = [
        FirstSteps("courses/authoring/first_steps.html"),
        _title(),
        FieldPanel("summary", help_text=_("Two sentences. Shown before she opens the module.")),
        FieldPanel("key_message", help_text=_("The one sentence to keep, in her own voice: “My signature is mine.”")),
        FieldPanel("objectives", help_text=_("Three to five. Each begins with “You can”.")),
    ]
    about = [
        FieldRowPanel(
            [
                FieldPanel("minutes", help_text=_("With its questions. The lessons take most of it.")),
                FieldPanel("topic", help_text=_("Questions of this topic are drawn for its quiz.")),
            ]
        ),
        FieldPanel("quiz", help_text=_("Closes the module. Without one it is done when its lessons are read.")),
        FieldPanel("audiences"),
        FieldPanel("sensitive"),
        InlinePanel(
            "prerequisites",
            label=_("Module to do first"),
            heading=_("Modules to do first"),
            help_text=_("Advice to the trainee: she is told, and may go on."),
        ),
    ]
    return _tabs((_("Words"), words), (_("About this module"), about))


def lesson() -> TabbedInterface:
    words = [
        _title(),
        FieldPanel("objective", help_text=_("What she can do afterwards. Begin with “You can”.")),
        FieldPanel(
            "body",
            help_text=_(
                "Begin each idea with “New screen”. A screen says what one breath can say. Let her try something."
            ),
        ),
    ]
    about = [
        FieldPanel("minutes", help_text=_("Three to seven for one lesson. Split what takes longer.")),
        FieldPanel("topics", help_text=_("What the syllabus asks for. Coverage is counted from here.")),
        FieldPanel("gender_tags", help_text=_("What this lesson shows. Tick only what a reader would see.")),
        FieldPanel("sensitive"),
        FieldPanel("translation_state", read_only=True),
    ]
    return _tabs(
        (_("Words"), words),
        (_("About this lesson"), about),
        (_("People in it"), [FieldPanel("cast")]),
    )


def home() -> TabbedInterface:
    return _tabs((_("Words"), [_title(), FieldPanel("welcome"), FieldPanel("introduction")]))


def library() -> TabbedInterface:
    return _tabs((_("Words"), [_title()]))


def _title() -> TitleFieldPanel:
    return TitleFieldPanel("title")


def _tabs(*tabs: tuple[Any, list[Panel]]) -> TabbedInterface:
    settings = [
        FieldPanel("slug", help_text=_("The last part of the address. Leave it as it is once people have the link.")),
        PublishingPanel(),
        CommentPanel(),
    ]
    sheets = [ObjectList(panels, heading=heading) for heading, panels in tabs]
    return TabbedInterface([*sheets, ObjectList(settings, heading=_("Settings"))])
