from django.urls import path

from mellanrum.web.surveys.views import running

app_name = "surveys"
urlpatterns = [
    path("", running.home, name="list"),
]
