from django.urls import path

from mellanrum.web.register.code import views

urlpatterns = [
    path("foljekod/", views.home, name="code"),
    path("foljekod/prov/", views.sample, name="code_sample"),
    path("foljekod/anvand/", views.start_using, name="use_code"),
    path("foljekod/sluta/", views.stop_using, name="stop_code"),
    path("foljekod/ny-nyckel/", views.rotate, name="rotate_code_key"),
    path("foljekod/nyckel/<int:year>/<int:number>/forstor/", views.destroy, name="destroy_code_key"),
]
