"""Every address: staff rooms first, the public documents last, since they take what is left."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views import desk, doors
from core import views
from reports.gain.views import of_class

handler500 = views.fault
urlpatterns = [
    path("", views.front_door),
    path("leave/", views.leave),
    path("language/", views.languages),
    path("admin/login/", RedirectView.as_view(url="/sign-in/staff/", query_string=True)),
    path("admin/logout/", doors.sign_out),  # Wagtail's own leaves pages in the browser's memory
    path("admin/account/", desk.own_settings),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("accounts.urls")),
    path("", include("certificates.urls")),
    path("", include("assessments.urls")),
    path("", include("media.urls")),
    path("", include("h5p.urls")),
    path("", include("learning.urls")),
    path("", include("duties.urls")),
    path("office/", include("reports.urls")),
    path("teach/<str:code>/knowledge/", of_class),
    path("teach/<str:code>/", include("reports.returns.urls")),
    *([path("", include(settings.EXTRA_URLS))] if settings.EXTRA_URLS else []),
    path("", include("courses.urls")),
]
