from mellanrum.web.economy import reading_urls

app_name = "economy"
urlpatterns = [
    *reading_urls.urlpatterns,
]
