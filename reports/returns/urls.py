"""Addresses of what is handed in of a class. Mounted below that of the class."""

from django.urls import path

from reports.returns import views

app_name = "returns"
urlpatterns = [
    path("filed/<uuid:pk>.<str:form>", views.filed_list, name="filed_list"),
    path("sessions/<int:session>/return/", views.class_return, name="class_return"),
    path("sessions/<int:session>/return.<str:form>", views.export_return, name="export_return"),
]
