from django.urls import path

from mellanrum.web.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.made, name="list"),
]
