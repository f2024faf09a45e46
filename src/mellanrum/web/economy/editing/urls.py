"""Addresses of what is edited in an association's economy; `urls` takes them in."""

from django.urls import path

from mellanrum.web.economy.editing import (
    allocation_views,
    area_views,
    budget_views,
    intervention_views,
    map_file_views,
    map_views,
    stated_views,
)

urlpatterns = [
    path("kontokarta/", map_views.accounts, name="account_map"),
    path("kontokarta/konto/<str:account>/", map_views.account, name="map_account"),
    path("kontokarta/kontoplan/", map_views.chart, name="map_chart"),
    path("kontokarta/versioner/", map_views.history, name="map_history"),
    path("kontokarta/versioner/<int:number>/", map_views.go_back, name="map_back"),
    path("kontokarta/fil/", map_file_views.page, name="map_file"),
    path("kontokarta/fil/hamta/", map_file_views.download, name="map_download"),
    path("kontokarta/fil/las-in/", map_file_views.read, name="map_read"),
    path("omraden/", area_views.areas, name="areas"),
    path("omraden/bekrafta/", area_views.confirm_guess, name="areas_confirm"),
    path("omraden/nytt/", area_views.new_area, name="area_new"),
    path("omraden/omrade/<slug:key>/", area_views.area, name="area"),
    path("omraden/omrade/<slug:key>/ta-bort/", area_views.remove_area, name="area_remove"),
    path("omraden/insats/<slug:intervention>/", intervention_views.intervention, name="intervention"),
    path("omraden/insats/<slug:key>/ta-bort/", intervention_views.remove_intervention, name="intervention_remove"),
    path("omraden/kostnadsnoten/", area_views.notes_by, name="notes_by"),
    path("omraden/noter/ny/", area_views.new_note_row, name="note_row_new"),
    path("omraden/noter/<int:at>/", area_views.note_row, name="note_row"),
    path("omraden/noter/<int:at>/ta-bort/", area_views.remove_note_row, name="note_row_remove"),
    path("omraden/vem-betalar/", area_views.payers, name="payers"),
    path("fordelningsnycklar/", allocation_views.keys, name="keys"),
    path("fordelningsnycklar/ny/", allocation_views.new_key, name="key_new"),
    path("fordelningsnycklar/<int:at>/", allocation_views.key, name="key"),
    path("fordelningsnycklar/<int:at>/ta-bort/", allocation_views.remove_key, name="key_remove"),
    path("budget/", budget_views.newest, name="budget"),
    path("<int:year>/budget/", budget_views.budget, name="budget_year"),
    path("tidigare-ar/", stated_views.table, name="reported"),
    path("tidigare-ar/annat-ar/", stated_views.other_year, name="earlier_other"),
    path("tidigare-ar/las-in/", stated_views.read, name="earlier_read"),
    path("tidigare-ar/klistra-in/", stated_views.paste, name="earlier_paste"),
    path("tidigare-ar/<int:year>/", stated_views.year, name="earlier_year"),
    path("tidigare-ar/<int:year>/ta-bort/", stated_views.remove, name="earlier_remove"),
]
