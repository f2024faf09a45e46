from django.urls import path

from mellanrum.web.publishing.views import drafting, handing_out, reading, tracing, withdrawing

app_name = "publishing"
urlpatterns = [
    path("", reading.published, name="list"),
    path("publicera/", drafting.choose, name="choose"),
    path("publicera/gor/", drafting.begin, name="begin"),
    path("publicera/utkast/", drafting.draft, name="draft"),
    path("publicera/utkast/publicera/", drafting.publish, name="publish"),
    path("ar-tabell/<str:piece>/<str:form>/", reading.years_table, name="years_table"),
    path("ar-diagram/<str:piece>/<str:look>/", reading.years_chart, name="years_chart"),
    path("att-lamna-ut/<str:form>/", handing_out.file, name="to_hand_out"),
    path("<int:number>/", reading.one, name="one"),
    path("<int:number>/dra-tillbaka/", withdrawing.take_back, name="withdraw"),
    path("<int:number>/allt/<str:form>/", reading.whole, name="whole"),
    path("<int:number>/tabell/<str:piece>/<str:form>/", reading.table, name="table"),
    path("<int:number>/uppgift/<str:piece>/<str:place>/<str:what>/", tracing.trace, name="trace"),
    path("<int:number>/diagram/<str:piece>/<str:look>/", reading.chart, name="chart"),
]
