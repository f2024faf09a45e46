from django.urls import path

from mellanrum.web.survey_results import files, import_views, views
from mellanrum.web.survey_results.importing import views as importing

app_name = "survey_results"
urlpatterns = [
    path("", views.home, name="home"),
    path("indikator/<str:indicator>/", views.indicator, name="indicator"),
    path("enkat/<str:survey>/", views.survey, name="survey"),
    path("tabell/<str:piece>/<str:form>/", files.table, name="table"),
    path("diagram/<str:piece>/<str:look>/", files.chart, name="chart"),
    path("inlast/", import_views.imports, name="imports"),
    path("inlast/las-in/", importing.read_in, name="read_in"),
    path("inlast/<int:pk>/angra/", import_views.undo, name="undo"),
    path("inlast/<int:pk>/tillbaka/", import_views.redo, name="redo"),
    path("brott/", import_views.breaks, name="breaks"),
]
