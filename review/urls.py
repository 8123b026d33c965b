"""The addresses of review below ``/admin/review/``."""

from django.urls import path

from review import views

OF_TEXT = "text/<str:model>/<uuid:key>/<str:language>/"

app_name = "review"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("findings/", views.findings, name="findings"),
    path("sign-offs/", views.signoffs, name="signoffs"),
    path("dismissals/", views.dismissals, name="dismissals"),
    path("history/", views.history, name="history"),
    path("history.<str:form>", views.export, name="export"),
    path("check/<str:model>/", views.check, name="check"),
    path("check/<str:model>/dismiss/", views.dismiss_typed, name="dismiss_typed"),
    path(OF_TEXT, views.text, name="text"),
    path(f"{OF_TEXT}dismiss/", views.dismiss, name="dismiss"),
    path(f"{OF_TEXT}sign/<str:kind>/", views.sign, name="sign"),
    path(f"{OF_TEXT}history/", views.history_of, name="history_of"),
    path(f"{OF_TEXT}history.<str:form>", views.export_of, name="export_of"),
]
