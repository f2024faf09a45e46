from django.urls import include, path

app_name = "register"
urlpatterns = [
    path("", include("mellanrum.web.register.home.urls")),
    path("satt-upp/", include("mellanrum.web.register.setup.urls")),
    path("", include("mellanrum.web.register.code.urls")),
    path("", include("mellanrum.web.register.sheet.urls")),
    path("", include("mellanrum.web.register.form.urls")),
]
