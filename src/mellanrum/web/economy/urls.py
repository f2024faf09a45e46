from mellanrum.web.economy import editing_urls, import_urls, reading_urls

app_name = "economy"
urlpatterns = [
    *import_urls.urlpatterns,
    *editing_urls.urlpatterns,
    *reading_urls.urlpatterns,
]
