"""Pages of the curriculum, the places it speaks about, and the editions a class may hold on to."""

from courses.models.asking import TEMPLATE_WORDS, QuestionTemplate
from courses.models.editions import Edition, EditionPage
from courses.models.pages import (
    CourseModule,
    CoursePage,
    HomePage,
    LessonPage,
    ModuleLibraryPage,
    ModulePage,
    Prerequisite,
)
from courses.models.phrases import Phrase, PhraseKey
from courses.models.places import Destination, Fact, FactKey, Origin
from courses.models.shared import SharedPassage
from courses.models.vocabulary import Audience, GenderTag, SyllabusTopic, TranslationState

__all__ = [
    "TEMPLATE_WORDS",
    "Audience",
    "CourseModule",
    "CoursePage",
    "Destination",
    "Edition",
    "EditionPage",
    "Fact",
    "FactKey",
    "GenderTag",
    "HomePage",
    "LessonPage",
    "ModuleLibraryPage",
    "ModulePage",
    "Origin",
    "Phrase",
    "PhraseKey",
    "Prerequisite",
    "QuestionTemplate",
    "SharedPassage",
    "SyllabusTopic",
    "TranslationState",
]
