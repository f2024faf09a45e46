from django.urls import path

from mellanrum.web.register.sheet import import_views, late_views, reopen_views, views

urlpatterns = [
    path("pinnblad/", views.sheets, name="sheets"),
    path("pinnblad/<slug:intervention>/", views.sheet_now, name="sheet_now"),
    path("pinnblad/<slug:intervention>/<str:month>/", views.sheet, name="sheet"),
    path("pinnblad/<slug:intervention>/<str:month>/sent/", late_views.late, name="sheet_late"),
    path("pinnblad/<slug:intervention>/<str:month>/oppna/", reopen_views.reopen, name="sheet_reopen"),
    path("pinnblad/<slug:intervention>/<str:month>/las-in/", import_views.import_sheet, name="sheet_import"),
    path("pinnblad/<slug:intervention>/<str:month>/pinnblad.xlsx", import_views.empty_sheet, name="sheet_empty"),
]
