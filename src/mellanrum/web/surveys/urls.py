from django.urls import path

from mellanrum.web.surveys.views import filing, handing_out, loading, own, planning, running, scales

app_name = "surveys"
urlpatterns = [
    path("", running.home, name="list"),
    # A survey's key has no hyphen, so none of these is a survey.
    path("ny-enkat/", planning.choose, name="choose"),
    path("ny-enkat/<slug:questionnaire>/", planning.plan, name="plan"),
    path("egna-formular/", own.home, name="own"),
    path("egna-formular/nytt/", own.add, name="add_own"),
    path("egna-formular/las-in/", loading.load_own, name="load_own"),
    path("egna-formular/fragor/<slug:questionnaire>/", own.questionnaire, name="questionnaire"),
    path("egna-formular/fragor/<slug:questionnaire>/namn-och-grupper/", own.edit, name="edit_own"),
    path("egna-formular/fragor/<slug:questionnaire>/ta-bort/", own.remove, name="remove_own"),
    path("egna-formular/fragor/<slug:questionnaire>/ny-fraga/", own.add_question, name="add_question"),
    path("egna-formular/fragor/<slug:questionnaire>/<slug:question>/", own.edit_question, name="edit_question"),
    path(
        "egna-formular/fragor/<slug:questionnaire>/<slug:question>/ta-bort/",
        own.remove_question,
        name="remove_question",
    ),
    path("egna-formular/skala/svar/", scales.add_answers, name="add_scale"),
    path("egna-formular/skala/betyg/", scales.add_grades, name="add_grades"),
    path("egna-formular/skalor/<slug:scale>/", scales.edit, name="edit_scale"),
    path("egna-formular/skalor/<slug:scale>/ta-bort/", scales.remove, name="remove_scale"),
    path("egna-texter/", loading.wordings, name="wordings"),
    path("egna-texter/<slug:questionnaire>/", loading.load_wording, name="load_wording"),
    path("egna-texter/<slug:questionnaire>/att-fylla-i/", loading.wording_to_fill_in, name="wording_to_fill_in"),
    path("egna-texter/<slug:questionnaire>/<slug:language>/ta-bort/", loading.drop_wording, name="drop_wording"),
    path("<slug:survey>/", running.survey, name="survey"),
    path("<slug:survey>/andra/", running.change, name="change"),
    path("<slug:survey>/affisch/", handing_out.poster, name="poster"),
    path("<slug:survey>/lappar/", handing_out.slips, name="slips"),
    path("<slug:survey>/texter/", handing_out.texts, name="texts"),
    path("<slug:survey>/fil/", filing.file, name="file"),
    path("<slug:survey>/fil/att-fylla-i/", filing.file_to_fill_in, name="file_to_fill_in"),
    path("<slug:survey>/stang/", running.close, name="close"),
    path("<slug:survey>/ta-bort/", running.remove, name="remove"),
]
