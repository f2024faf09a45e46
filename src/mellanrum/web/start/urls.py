from django.urls import path

from mellanrum.web.start import site, views

app_name = "start"
urlpatterns = [
    path("", views.home, name="home"),
    path("sprak/", site.choose_language, name="language"),
    path("halsa/", site.health, name="health"),
    path("f/<slug:association>/", views.start, name="start"),
]
