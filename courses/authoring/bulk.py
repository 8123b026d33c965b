"""Publishing several pages at once: what may go live does, and the author is told what does not and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page

from courses.authoring.actions import publish_what_may
from review.telling import tell


class PublishWhatMay(PublishBulkAction):
    """In place of Wagtail's own, which stops at the first page that is held."""

    def execute_action(
        self, objects: list[Page], include_descendants: bool = False, user: Any = None, **_given: Any
    ) -> Any:
        chosen = list(objects)
        below = list(self._drafts_below(chosen)) if include_descendants else []
        self.outcome = publish_what_may([*chosen, *below], by=user)
        for refusal in self.outcome.refused:
            tell(self.request, refusal)
        done = {page.pk for page in self.outcome.pages}
        return sum(page.pk in done for page in chosen), sum(page.pk in done for page in below)

    def _drafts_below(self, chosen: list[Page]) -> Iterator[Page]:
        known = {page.pk for page in chosen}
        for page in chosen:
            for below in page.get_descendants().not_live().defer_streamfields().specific():
                if below.pk not in known and below.permissions_for_user(self.request.user).can_publish():
                    known.add(below.pk)
                    yield below

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects + num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)
