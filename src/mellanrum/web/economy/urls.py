from mellanrum.web.economy.editing import urls as editing_urls
from mellanrum.web.economy.imports import urls as import_urls
from mellanrum.web.economy.reading import urls as reading_urls

app_name = "economy"
urlpatterns = [
    *import_urls.urlpatterns,
    *editing_urls.urlpatterns,
    *reading_urls.urlpatterns,
]
