from django.urls import path

from mellanrum.web.access import views

app_name = "access"
urlpatterns = [
    path("konto/", views.account, name="account"),
    path("konto/ett-steg-till/", views.second_factor, name="second_factor"),
    path("f/<slug:association>/behorighet/", views.people, name="people"),
]
