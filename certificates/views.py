"""Pages for whoever checks a certificate, without a login or a cookie, and for the one who holds it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from certificates import actions, keys, pdf, qr, serials, signing
from certificates.checking import State, check, check_sealed, state_of
from certificates.forms import CheckForm, NameForm
from certificates.limits import limited
from certificates.models import Certificate
from certificates.payload import Statement
from certificates.reading import reading, readings
from core.doors import same_origin_post


@never_cache
@sensitive_post_parameters("serial", "name", "issued_on")
@same_origin_post
@limited("POST")
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Look a certificate up by its number and a second fact."""
    form = CheckForm(_posted(request), initial={"serial": request.GET.get("serial", "")})
    if not form.is_valid():
        return render(request, "certificates/verify.html", {"form": form})
    verdict = check(serial=form.cleaned_data["serial"], second_fact=form.second_fact(), now=timezone.now())
    return render(request, "certificates/verdict.html", {"verdict": verdict})


@never_cache
@sensitive_post_parameters("name")
@same_origin_post
@limited("GET", "POST")
@require_http_methods(["GET", "HEAD", "POST"])
def scanned(request: HttpRequest, code: str) -> HttpResponse:
    """The address in the QR code: the seal in it is the proof that the certificate is at hand."""
    form = NameForm(_posted(request))
    typed = form.cleaned_data["name"] if form.is_valid() else ""
    verdict = check_sealed(code=code, name=typed, now=timezone.now())
    shown = {"verdict": verdict, "form": None if verdict.state == State.NOT_FOUND else form}
    response = render(request, "certificates/verdict.html", shown)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@cache_control(public=True, max_age=300)
@require_safe
def public_keys(_request: HttpRequest) -> HttpResponse:
    """The keys with which anybody can check a certificate without this server (RFC 7517)."""
    return JsonResponse({"keys": [signing.jwk(key) for key in keys.public().values()]})


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Every certificate she was given, also those that count no longer."""
    now = timezone.now()
    hers = list(Certificate.objects.filter(person=request.user))
    read = readings([_statement(certificate) for certificate in hers])
    shown = [
        {"reading": each, "serial": certificate.serial, "state": state_of(certificate, now=now)}
        for certificate, each in zip(hers, read, strict=True)
    ]
    return render(request, "certificates/mine.html", {"certificates": shown})


@login_required
@require_safe
def one(request: HttpRequest, serial: str) -> HttpResponse:
    """A certificate as a page to show and to print."""
    certificate = _hers(request, serial)
    code = qr.draw(qr.address(bytes(certificate.sealed), public_url=settings.PUBLIC_URL))
    shown = {
        "certificate": reading(_statement(certificate)),
        "serial": certificate.serial,
        "language": certificate.language,
        "state": state_of(certificate, now=timezone.now()),
        "code": code.svg_data_uri(border=4, light="#fff"),
        "check_at": f"{settings.PUBLIC_URL}/verify/",
    }
    return render(request, "certificates/one.html", shown)


@login_required
@require_safe
def download(request: HttpRequest, serial: str) -> HttpResponse | FileResponse:
    """The PDF; a friendly page while it is being made."""
    certificate = _hers(request, serial)
    file = actions.find_pdf(certificate=certificate, now=timezone.now())
    if file is None:
        shown = {"serial": certificate.serial, "possible": bool(pdf.available())}
        return render(request, "certificates/being_made.html", shown, status=202)
    name = f"certificate-{serials.grouped(certificate.serial)}.pdf"
    return FileResponse(file.pdf.open("rb"), filename=name, content_type="application/pdf")


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _hers(request: HttpRequest, serial: str) -> Certificate:
    """Nobody else's, and no telling whether there is one."""
    try:
        return get_object_or_404(Certificate, pk=serials.parse(serial), person=request.user)
    except serials.BadSerial:
        raise Http404 from None


def _statement(certificate: Certificate) -> Statement:
    return keys.statement_in(bytes(certificate.sealed))
