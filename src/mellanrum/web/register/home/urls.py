from django.urls import path

from mellanrum.web.register.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("att-ratta/", views.findings, name="findings"),
]
