from django.urls import path

from mellanrum.web.economy import views

app_name = "economy"
urlpatterns = [
    path("", views.home, name="home"),
]
