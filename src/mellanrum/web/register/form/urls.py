from django.urls import path, register_converter

from mellanrum.web.register.form import views
from mellanrum.web.register.form.events import EventConverter

register_converter(EventConverter, "event")
urlpatterns = [
    path("formular/", views.choose, name="forms"),
    path("<slug:intervention>/<event:event>/", views.entry, name="form"),
    path("<slug:intervention>/<event:event>/rattelse/", views.correction, name="correction"),
    path("<slug:intervention>/<event:event>/ta-tillbaka/", views.take_back, name="take_back"),
]
