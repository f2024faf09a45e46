"""Every address of the site; what each is for stands in its app."""

from django.urls import include, path

urlpatterns = [
    path("", include("mellanrum.web.start.urls")),
    path("", include("mellanrum.web.access.urls")),
    path("", include("mellanrum.web.answering.urls")),
    path("konto/", include("allauth.account.urls")),
    path("konto/tvasteg/", include("allauth.mfa.urls")),
    path("konto/tjanster/", include("allauth.socialaccount.urls")),
    path("konto/tjanster/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("f/<slug:association>/forbund/", include("mellanrum.web.association.urls")),
    path("f/<slug:association>/ekonomi/", include("mellanrum.web.economy.urls")),
    path("f/<slug:association>/insatser/", include("mellanrum.web.interventions.urls")),
    path("f/<slug:association>/uppfoljning/", include("mellanrum.web.register.urls")),
    path("f/<slug:association>/publicerat/", include("mellanrum.web.publishing.urls")),
    path("f/<slug:association>/enkatresultat/", include("mellanrum.web.survey_results.urls")),
    path("f/<slug:association>/enkater/", include("mellanrum.web.surveys.urls")),
    path("f/<slug:association>/statistik/", include("mellanrum.web.statistics.urls")),
    path("f/<slug:association>/rapporter/", include("mellanrum.web.reports.urls")),
]
handler400 = "mellanrum.web.start.site.bad_request"
handler403 = "mellanrum.web.start.site.refused"
handler404 = "mellanrum.web.start.site.not_found"
handler500 = "mellanrum.web.start.site.our_fault"
