from django.urls import path

from mellanrum.web.interventions.views import belonging, editing, listing, showing

app_name = "interventions"
urlpatterns = [
    path("", listing.home, name="home"),
    path("ny/", editing.add, name="add"),
    path("insatser.csv", listing.export, name="export"),
    path("<slug:intervention>/", showing.intervention, name="intervention"),
    path("<slug:intervention>/tid-och-installningar/", editing.edit, name="edit"),
    path("<slug:intervention>/ta-bort/", editing.remove, name="remove"),
    path("<slug:intervention>/andra/", editing.describe, name="describe"),
    path("<slug:intervention>/andra/<int:description>/", editing.correct, name="correct"),
    path("<slug:intervention>/andra/<int:description>/ta-bort/", editing.remove_description, name="remove_description"),
    path("<slug:intervention>/pengar/nytt-ar/", belonging.new_plan, name="new_plan"),
    path("<slug:intervention>/pengar/<int:year>/", belonging.plan, name="plan"),
    path("<slug:intervention>/tar-over/", belonging.take_over, name="take_over"),
    path(
        "<slug:intervention>/tar-over/<int:succession>/ta-bort/",
        belonging.remove_succession,
        name="remove_succession",
    ),
    path("<slug:intervention>/personal/ny/", belonging.add_staff, name="add_staff"),
    path("<slug:intervention>/personal/<int:staff>/avsluta/", belonging.end_staff, name="end_staff"),
]
