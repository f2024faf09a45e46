"""Addresses of what is read: a year's statements, and the way from each figure to the books."""

from django.urls import path

from mellanrum.web.economy.reading import file_views, judging_views, tracing_views
from mellanrum.web.economy.reading import views as reading_views
from mellanrum.web.economy.reading.sections import PAGES

urlpatterns = [
    path("", reading_views.home, name="home"),
    path("<int:year>/", reading_views.at_year, name="at_year"),
    path("<int:year>/hur-gar-det/", reading_views.board, name="board"),
    path("<int:year>/rapporterna/", reading_views.statements, name="statements"),
    *(path(f"<int:year>/{page.address}/", reading_views.statement, {"key": page.key}, page.key) for page in PAGES),
    path("<int:year>/att-atgarda/", reading_views.findings, name="findings"),
    path("<int:year>/avvikelser/", judging_views.deviations, name="deviations"),
    path("<int:year>/avvikelser/<slug:area>/", judging_views.comment, name="comment"),
    path("nyckeltal/", judging_views.newest_ratios, name="newest_ratios"),
    path("<int:year>/nyckeltal/", judging_views.ratios, name="ratios"),
    path("<int:year>/nyckeltal/grans/", judging_views.limit, name="limit"),
    path("<int:year>/nyckeltal/grans/<int:pk>/ta-bort/", judging_views.withdraw, name="withdraw_limit"),
    path("<int:year>/uppgift/<str:key>/", tracing_views.trace, name="trace"),
    path("<int:year>/konto/<str:account>/", tracing_views.account, name="account"),
    path("<int:year>/konto/<str:account>/<str:month>/", tracing_views.month, name="month"),
    path("<int:year>/diagram/<slug:section>/<str:key>/<slug:look>.svg", file_views.chart, name="chart"),
    path("<int:year>/tabell/<slug:section>/<str:key>.<slug:form>", file_views.table, name="table"),
]
