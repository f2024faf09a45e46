from django.urls import path

from mellanrum.web.survey_results import (
    activity_views,
    files,
    import_views,
    long_format,
    own_set_views,
    totals_views,
    tracing_views,
    views,
)
from mellanrum.web.survey_results.importing import views as importing

app_name = "survey_results"
urlpatterns = [
    path("", views.home, name="home"),
    path("indikator/<str:indicator>/", views.indicator, name="indicator"),
    path("enkat/<str:survey>/", views.survey, name="survey"),
    path("tabell/<str:piece>/<str:form>/", files.table, name="table"),
    path("diagram/<str:piece>/<str:look>/", files.chart, name="chart"),
    path("uppgift/<int:year>/<str:key>/", tracing_views.trace, name="trace"),
    path("langt/<int:number>/", long_format.long_format, name="long_format"),
    path("inlast/", import_views.imports, name="imports"),
    path("inlast/las-in/", importing.read_in, name="read_in"),
    path("inlast/skriv-in/<str:group>/", importing.type_in, name="type_in"),
    path("inlast/<int:pk>/angra/", import_views.undo, name="undo"),
    path("inlast/<int:pk>/tillbaka/", import_views.redo, name="redo"),
    path("aktiviteter/", activity_views.activities, name="activities"),
    path("aktiviteter/ny/", activity_views.activity, name="new_activity"),
    path("aktiviteter/<int:pk>/", activity_views.activity, name="activity"),
    path("aktiviteter/<int:pk>/ta-bort/", activity_views.remove, name="remove_activity"),
    path("summor/", totals_views.totals, name="totals"),
    path("summor/<str:key>/<int:year>/", totals_views.type_totals, name="type_totals"),
    path("egna-mangder/", own_set_views.own_sets, name="own_sets"),
    path("egna-mangder/ny/", own_set_views.new_set, name="new_set"),
    path("egna-mangder/<int:pk>/", own_set_views.own_set, name="own_set"),
    path("egna-mangder/<int:pk>/ta-bort/", own_set_views.remove, name="remove_set"),
    path("brott/", import_views.breaks, name="breaks"),
]
