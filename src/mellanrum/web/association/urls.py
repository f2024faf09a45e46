from django.urls import path

from mellanrum.web.association import views

app_name = "association"
urlpatterns = [
    path("", views.home, name="home"),
]
