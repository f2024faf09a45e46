from django.urls import path

from mellanrum.web.association.views import facts, look, members, officials

app_name = "association"
urlpatterns = [
    path("", facts.home, name="home"),
    path("uppgifter/", facts.edit, name="edit"),
    path("medlemmar/", members.members_list, name="members"),
    path("medlemmar/ny/", members.add, name="add_member"),
    path("medlemmar/fordelning/", members.split, name="split"),
    path("medlemmar/medlemmar.csv", members.export, name="export_members"),
    path("medlemmar/<int:member>/", members.edit, name="edit_member"),
    path("medlemmar/<int:member>/avsluta/", members.end, name="end_member"),
    path("medlemmar/<int:member>/ta-bort/", members.remove, name="remove_member"),
    path("styrelse/", officials.officials_list, name="officials"),
    path("styrelse/ny/", officials.add, name="add_official"),
    path("styrelse/styrelse.csv", officials.export, name="export_officials"),
    path("styrelse/<int:official>/", officials.edit, name="edit_official"),
    path("styrelse/<int:official>/avsluta/", officials.end, name="end_official"),
    path("styrelse/<int:official>/ta-bort/", officials.remove, name="remove_official"),
    path("ar/", facts.list_years, name="years"),
    path("ar/nytt/", facts.add_year, name="add_year"),
    path("ar/<int:year>/stang/", facts.close_year, name="close_year"),
    path("ar/<int:year>/oppna/", facts.reopen_year, name="reopen_year"),
    path("rapportens-utseende/", look.report_look, name="look"),
    path("rapportens-utseende/logotyp/", look.edit_logo, name="edit_logo"),
    path("rapportens-utseende/logotyp/bild", look.logo_picture, name="logo"),
    path("rapportens-utseende/logotyp/ta-bort/", look.remove_logo, name="remove_logo"),
    path("rapportens-utseende/avsnitt/", look.arrange, name="arrange"),
    path("rapportens-utseende/avsnitt/som-vanligt/", look.as_usual, name="as_usual"),
    path("rapportens-utseende/avsnitt/<slug:section>/", look.rename, name="rename"),
]
