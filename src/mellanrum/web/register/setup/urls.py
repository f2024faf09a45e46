from django.urls import path

from mellanrum.web.register.setup import views

urlpatterns = [
    path("", views.home, name="setup"),
    path("lagras/", views.stored, name="stored"),
]
