"""The page where the words of a content are changed or translated, and the file that other systems take."""

from __future__ import annotations

import tempfile
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from h5p_python import LibraryKey, export

from core import tongues
from h5p import libraries, permissions
from h5p.authoring.actions import Overtaken, reword, translate
from h5p.authoring.page import Group, Work, groups, newest, said
from h5p.authoring.rewriting import Rewritten, rewrite
from h5p.authoring.wording import OVERTAKEN
from h5p.contents import KeptContent
from h5p.desk.page import Desk
from h5p.models import Interactive

IN_MEMORY = 4 * 1024 * 1024
LONGEST_TITLE = 255
NO_CHANGES = frozenset({"CC BY-ND", "CC BY-NC-ND"})


class WordsView(Desk):
    """The words of the newest edition; with ``in``, beside them those of a translation."""

    template_name = "h5p/authoring/words.html"
    may = staticmethod(permissions.may_change)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.content = get_object_or_404(Interactive, pk=kwargs["key"])
        target = request.GET.get("in", "")
        if target and target not in dict(settings.LANGUAGES):
            raise Http404
        self.work = Work(newest(self.content), libraries.shelf(), "" if target == self.content.language else target)

    def get_page_title(self) -> str:
        return _("Translate the words") if self.work.target else _("Change the words")

    def get_page_subtitle(self) -> str:
        return str(self.content)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        known = self.work.known
        title = known.content.title if known else "" if self.work.target else self.content.title
        return self._show(groups(self.work), title)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        written, work, title = said(request.POST), self.work, request.POST.get("title", "").replace("\0", "").strip()
        made = rewrite(
            work.version.params, work.parts, written, work.version.main_key, work.shelf, translating=bool(work.target)
        )
        named = bool(title) and len(title) <= LONGEST_TITLE
        overtaken = request.POST.get("edition") != str(work.version.number)
        if made.problems or not named or overtaken:
            shown = groups(work, written=written, problems=made.problems)
            return self._show(shown, title, wrong_title=not named, overtaken=overtaken)
        if not made.changed and not work.target and title == self.content.title:
            messages.info(request, _("Nothing was changed."))
            return HttpResponseRedirect(reverse("h5p_desk:content", args=[self.content.pk]))
        return self._save(made, title, written)

    def _save(self, made: Rewritten, title: str, written: dict[str, str]) -> HttpResponse:
        keeping: dict[str, Any] = {
            "version": self.work.version, "params": made.params, "title": title, "by": self.request.user,
            "now": timezone.now(),
        }  # fmt: skip
        try:
            kept = translate(**keeping, language=self.work.target) if self.work.target else reword(**keeping)
        except Overtaken:
            self.work = Work(newest(self.content), self.work.shelf, self.work.target)
            return self._show(groups(self.work, written=written), title, overtaken=True)
        messages.success(self.request, _("Your words are kept. The content is being prepared to play with them."))
        return HttpResponseRedirect(reverse("h5p_desk:content", args=[kept.content_id]))

    def _show(
        self, shown: tuple[Group, ...], title: str, *, wrong_title: bool = False, overtaken: bool = False
    ) -> HttpResponse:
        problems = sum(bool(field.problem) for group in shown for field in group.fields) + wrong_title
        response: HttpResponse = self.render_to_response(
            self.get_context_data(
                content=self.content, work=self.work, groups=shown, title=title, wrong_title=wrong_title,
                overtaken=OVERTAKEN if overtaken else "", problems=problems, known=self.work.known,
                language=self.work.target or self.content.language, languages=self._languages(),
                unchangeable=self.content.licence in NO_CHANGES,
                texts=sum(len(group.fields) for group in shown),
                written=sum(bool(field.words.strip()) for group in shown for field in group.fields),
            ),
            status=422 if problems or overtaken else 200,
        )  # fmt: skip
        return response

    def _languages(self) -> list[str]:
        return [code for code in tongues.open_codes() if code != self.content.language]


class FileView(Desk):
    """The content with all its libraries, as an .h5p file."""

    page_title = gettext_lazy("Download as .h5p")

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        content = get_object_or_404(Interactive, pk=kwargs["key"])
        version, shelf = newest(content), libraries.shelf()
        if missing := [name for name in version.libraries if LibraryKey.parse(name) not in shelf]:
            told = _("A file needs all libraries, and these are not installed: %(names)s.")
            messages.error(request, told % {"names": ", ".join(missing)})
            return HttpResponseRedirect(reverse("h5p_desk:content", args=[content.pk]))
        file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- the answer closes it
        export(KeptContent(version), shelf, file)  # type: ignore[arg-type]
        file.seek(0)
        name = f"{slugify(content.title)[:80] or 'content'}.h5p"
        return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
