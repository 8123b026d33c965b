"""Addresses under ``/admin/h5p/``."""

from django.urls import path

from h5p.desk import contents, libraries, uploads

app_name = "h5p_desk"
urlpatterns = [
    path("", contents.ListView.as_view(), name="list"),
    path("add/", uploads.AddView.as_view(), name="add"),
    path("uploads/<uuid:pk>/", uploads.UploadView.as_view(), name="upload"),
    path("libraries/", libraries.LibrariesView.as_view(), name="libraries"),
    path("libraries/<int:pk>/remove/", libraries.RemoveView.as_view(), name="remove_library"),
    path("<uuid:key>/", contents.ContentView.as_view(), name="content"),
    path("<uuid:key>/replace/", uploads.ReplaceView.as_view(), name="replace"),
    path("<uuid:key>/delete/", contents.DeleteView.as_view(), name="delete"),
]
