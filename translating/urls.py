"""Addresses under ``/admin/translations/``."""

from django.urls import path

from translating.views import board, editor, files, languages, reviewing

app_name = "translating"
_PAGE = "<str:language>/page/<uuid:key>"
_PIECE = "<str:language>/piece/<str:scope>"
urlpatterns = [
    path("", board.BoardView.as_view(), name="board"),
    path("languages/", languages.LanguagesView.as_view(), name="languages"),
    path("files/<int:pk>/", files.DeliveryView.as_view(), name="delivery"),
    path("hints/<int:pk>/", editor.HintsView.as_view(), name="hints"),
    path("hints/<int:pk>/fill/", editor.FillView.as_view(), name="fill"),
    path("hints/<int:pk>/take/<int:segment>/", editor.TakeView.as_view(), name="take"),
    path(f"{_PAGE}/begin/", board.BeginView.as_view(), name="begin"),
    path(f"{_PAGE}/publish/", board.PublishView.as_view(), name="publish"),
    path(f"{_PAGE}/ask/", board.AskView.as_view(), name="ask"),
    path(f"{_PAGE}/changes/", board.ChangesView.as_view(), name="changes"),
    path(f"{_PAGE}/review/", reviewing.ReviewView.as_view(), name="review"),
    path(f"{_PIECE}/", files.WordsView.as_view(), name="words"),
    path(f"{_PIECE}/files/", files.FilesView.as_view(), name="files"),
    path(f"{_PIECE}/files/<str:form>/", files.DownloadView.as_view(), name="download"),
]
