from django.urls import path

from mellanrum.web.start import components, site, views

app_name = "start"
urlpatterns = [
    path("", views.home, name="home"),
    path("sprak/", site.choose_language, name="language"),
    path("halsa/", site.health, name="health"),
    path("komponenter/", components.components, name="components"),
    path("komponenter/spar/<slug:state>/", components.trace, name="components_trace"),
    path("f/<slug:association>/", views.start, name="start"),
]
