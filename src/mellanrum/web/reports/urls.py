from django.urls import path

from mellanrum.web.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.made, name="list"),
    path("gor/<int:year>/", views.make, name="make"),
    path("<int:pk>/", views.one, name="one"),
    path("<int:pk>/arsredovisning.pdf", views.document, {"kind": "pdf"}, name="pdf"),
    path("<int:pk>/arsredovisning.docx", views.document, {"kind": "docx"}, name="word"),
    path("<int:pk>/diagram/<str:key>.svg", views.chart, name="chart"),
    path("<int:pk>/andringar/", views.changes, name="changes"),
]
