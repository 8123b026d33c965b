"""Pages of the curriculum and the places it speaks about."""

from courses.models.pages import CourseModule, CoursePage, HomePage, LessonPage, ModuleLibraryPage, ModulePage
from courses.models.places import Destination, Fact, FactKey, Origin

__all__ = [
    "CourseModule",
    "CoursePage",
    "Destination",
    "Fact",
    "FactKey",
    "HomePage",
    "LessonPage",
    "ModuleLibraryPage",
    "ModulePage",
    "Origin",
]
