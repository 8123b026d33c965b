"""Write back, compare, sign: side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from review.checklist import FITTING, QUESTIONS, Answer
from review.records import SignOff
from translating.actions import reviewing
from translating.backcheck import Finding, may_check, may_write_back
from translating.passages import translators
from translating.views.desk import PageDesk
from translating.wording import HINDRANCES


class ReviewView(PageDesk):
    """What readers see of one page, passage by passage; with rights content, what each means in English."""

    template_name = "translating/review.html"
    page_title = gettext_lazy("Native review")
    header_icon = "check"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user.pk
        hands = translators([self.key], self.language).get(self.key, frozenset())
        found = reviewing.read(self.key, language=self.language)
        may_write = may_write_back(person, translators=hands)
        lines = [
            {"passage": one, "may_write": may_write and one.finding is not Finding.SAME,
             "may_check": may_check(one, person, translators=hands)}
            for one in found
        ]  # fmt: skip
        hindering = reviewing.hindering(self.key, language=self.language, signer=self.request.user, found=found)  # type: ignore[arg-type]
        asked = dict.fromkeys(name for kind in reviewing.kinds(self.key) for name in FITTING[kind])
        signed = SignOff.objects.filter(key=self.key, language=self.language, kind__in=reviewing.kinds(self.key))
        return super().get_context_data(
            target=self.target, lines=lines, back_check=reviewing.is_back_checked(self.key),
            hindrances=[HINDRANCES[one] for one in hindering], findings=Finding, may_write=may_write,
            questions=[(name, QUESTIONS[name]) for name in asked], answers=Answer.choices,
            signed=signed.select_related("reviewer")[:10], **kwargs,
        )  # fmt: skip

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        done = {"write": self._write, "check": self._check, "sign": self._sign}.get(request.POST.get("do", ""))
        if done:
            done(request)
        return HttpResponseRedirect(request.path)

    def _write(self, request: HttpRequest) -> None:
        texts = _given(request, "back:")
        try:
            reviewing.write_back(self.key, language=self.language, texts=texts, by=request.user, now=timezone.now())  # type: ignore[arg-type]
            messages.success(request, _("Saved. Somebody else now compares it with the English."))
        except reviewing.OwnWords:
            messages.error(request, HINDRANCES[reviewing.Hindrance.OWN_WORDS])

    def _check(self, request: HttpRequest) -> None:
        findings = {key: said for key, said in _given(request, "finding:").items() if said in set(Finding)}
        try:
            reviewing.check(self.key, language=self.language, findings=findings, by=request.user, now=timezone.now())  # type: ignore[arg-type]
            messages.success(request, _("Saved."))
        except reviewing.OwnWords:
            messages.error(request, _("Who translated a passage, or wrote it back, does not compare it."))

    def _sign(self, request: HttpRequest) -> None:
        try:
            reviewing.sign(
                self.target, answers=_given(request, "answer:"), comment=request.POST.get("comment", ""),
                by=request.user, now=timezone.now(),  # type: ignore[arg-type]
            )  # fmt: skip
            messages.success(request, _("Signed. Readers no longer see that it awaits a native review."))
        except reviewing.NotYet as error:
            for one in error.hindrances:
                messages.error(request, HINDRANCES[one])


def _given(request: HttpRequest, prefix: str) -> dict[str, str]:
    """What the form says, by the rest of the field's name."""
    return {name.removeprefix(prefix): said for name, said in request.POST.items() if name.startswith(prefix)}
