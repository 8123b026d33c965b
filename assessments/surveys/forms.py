"""What an author fills in of a survey. Tells her in words what keeps it from being asked."""

from __future__ import annotations

from wagtail.admin.forms import WagtailAdminModelForm

from assessments.models.surveys import Survey, SurveyItem
from assessments.surveys.actions import answers_have_come
from assessments.surveys.faults import asks_the_same, faults
from assessments.surveys.wording import FAULTS, FROZEN
from assessments.surveys.writing import written


class SurveyForm(WagtailAdminModelForm):
    def _post_clean(self) -> None:
        # Django fills the instance here, after clean(): only now do the rows say what will be saved.
        super()._post_clean()
        if self.errors or not all(form.is_valid() for form in self.formsets["items"].forms):
            return
        items = written(self._items())
        for fault in faults(items):
            self.add_error(None, str(FAULTS[fault]))
        if answers_have_come(self.instance) and not self._asks_what_it_asked(items):
            self.add_error(None, str(FROZEN))

    def _asks_what_it_asked(self, items) -> bool:
        before = Survey.objects.get(pk=self.instance.pk)
        same = (before.key, before.kind) == (self.instance.key, self.instance.kind)
        return same and asks_the_same(written(before.items.all()), items)

    def _items(self) -> list[SurveyItem]:
        """The questions that will be saved, in the order that the author gave them."""
        formset = self.formsets["items"]
        kept = [form for form in formset.forms if form not in formset.deleted_forms]
        kept = [form for form in kept if form.has_changed() or form.instance.pk]
        return [form.instance for form in sorted(kept, key=lambda form: form.cleaned_data.get("ORDER") or 0)]
