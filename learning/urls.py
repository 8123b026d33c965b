"""Addresses of a trainee's own pages, of joining, and of the instructor's console. Mounted at the root."""

from django.urls import path

from learning.views import join, me, quiz, teach

app_name = "learning"
urlpatterns = [
    path("me/", me.home, name="home"),
    path("me/done/", me.done, name="done"),
    path("me/bookmark/", me.bookmark, name="bookmark"),
    path("me/read/", me.read, name="read"),
    path("me/data/", me.data, name="data"),
    path("me/data/download/", me.download, name="download"),
    path("me/quiz/<uuid:placement>/", quiz.start, name="quiz"),
    path("me/quiz/<uuid:placement>/<int:number>/", quiz.question, name="question"),
    path("me/quiz/<uuid:placement>/check/", quiz.check, name="check"),
    path("me/quiz/<uuid:placement>/result/", quiz.result, name="result"),
    path("join/", join.code, name="join"),
    path("join/<str:code>/", join.about, name="join_class"),
    path("join/<str:code>/you/", join.details, name="join_details"),
    path("join/<str:code>/again/", join.again, name="join_again"),
    path("teach/", teach.classes, name="classes"),
    path("teach/new/", teach.new, name="new_class"),
    path("teach/<str:code>/", teach.overview, name="class"),
    path("teach/<str:code>/poster/", teach.poster, name="poster"),
    path("teach/<str:code>/cards/", teach.cards, name="cards"),
    path("teach/<str:code>/sessions/", teach.add_session, name="add_session"),
    path("teach/<str:code>/sessions/<int:session>/", teach.roll_call, name="roll_call"),
    path("teach/<str:code>/sessions/<int:session>/undo/", teach.undo_roll_call, name="undo_roll_call"),
    path("teach/<str:code>/people/<int:enrolment>/pin/", teach.reset_pin, name="reset_pin"),
    path("teach/<str:code>/people/<int:enrolment>/withdraw/", teach.withdraw, name="withdraw"),
    path("teach/<str:code>/people/<int:enrolment>/readmit/", teach.readmit, name="readmit"),
]
