"""Puts the question bank into the admin."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from assessments.models import Question, Quiz
from assessments.viewsets import NeverDeleted, QuestionBankGroup

register_permission_policy(Question, NeverDeleted(Question))
register_permission_policy(Quiz, NeverDeleted(Quiz))
register_snippet(QuestionBankGroup)
