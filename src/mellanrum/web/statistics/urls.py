from django.urls import path

from mellanrum.web.statistics import files, statutory_views, tracing_views, views

app_name = "statistics"
urlpatterns = [
    path("", views.home, name="home"),
    path("blad/uppfoljning-finsam/", statutory_views.sheet, name="statutory"),
    path("blad/uppfoljning-finsam/<str:form>/", statutory_views.file, name="statutory_file"),
    path("uppgift/<str:key>/", tracing_views.trace, name="whole_trace"),
    path("tabell/<str:piece>/<str:form>/", files.table, name="whole_table"),
    path("diagram/<str:piece>/<str:look>/", files.chart, name="whole_chart"),
    path("<slug:intervention>/", views.intervention, name="intervention"),
    path("<slug:intervention>/uppgift/<str:key>/", tracing_views.trace, name="trace"),
    path("<slug:intervention>/tabell/<str:piece>/<str:form>/", files.table, name="table"),
    path("<slug:intervention>/diagram/<str:piece>/<str:look>/", files.chart, name="chart"),
]
