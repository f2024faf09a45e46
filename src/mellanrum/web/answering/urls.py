from django.urls import path

from mellanrum.web.answering import views

app_name = "answering"
urlpatterns = [
    path("svara/<slug:address>/", views.answer, name="answer"),
    path("svara/<slug:address>/kiosk/", views.kiosk, name="kiosk"),
    path("svara/<slug:address>/kod/", views.code, name="code"),
]
