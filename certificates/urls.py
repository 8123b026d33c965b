"""Addresses of certificates: public ones to check them, and the holder's own."""

from django.urls import path, re_path

from certificates import views

urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/keys.json", views.public_keys, name="public_keys"),
    re_path(r"^[Vv]/(?P<code>[A-Za-z2-7]{1,4000})/?$", views.scanned, name="scanned"),
    path("me/certificates/", views.mine, name="my_certificates"),
    path("me/certificates/<str:serial>.pdf", views.download, name="certificate_pdf"),
    path("me/certificates/<str:serial>/", views.one, name="certificate"),
]
