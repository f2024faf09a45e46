from django.urls import path

from mellanrum.web.answering import reading_views, views
from mellanrum.web.answering.paper.views import paper

app_name = "answering"
urlpatterns = [
    path("svara/<slug:address>/", views.answer, name="answer"),
    path("svara/<slug:address>/kiosk/", views.kiosk, name="kiosk"),
    path("svara/<slug:address>/kod/", views.code, name="code"),
    path("f/<slug:association>/publicerat/med-egna-ord/", reading_views.all_written, name="all_written"),
    path("f/<slug:association>/enkater/<slug:survey>/papper/", paper, name="paper"),
    path("f/<slug:association>/enkater/<slug:survey>/fritext/", reading_views.written, name="written"),
    path("f/<slug:association>/enkater/<slug:survey>/fritext/avgor/", reading_views.judge, name="judge"),
]
